// Asks the server. A problem becomes an Error with the server's own sentence.

const key = "speech-emotion-token";

export function setToken(token) { sessionStorage.setItem(key, token); }
export function forgetToken() { sessionStorage.removeItem(key); }
export const hasToken = () => sessionStorage.getItem(key) !== null;

export async function ask(path, options = {}) {
  const headers = new Headers(options.headers);
  const token = sessionStorage.getItem(key);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch {
    throw new Error("The server does not answer. Is it still running?");
  }
  if (response.ok) return response;
  if (response.status === 401) document.dispatchEvent(new Event("token-needed"));
  const problem = await response.json().catch(() => ({}));
  const error = new Error(problem.detail ?? `The server answered ${response.status}.`);
  error.status = response.status;
  error.code = problem.code;
  error.retryAfter = Number(response.headers.get("Retry-After")) || 0;
  throw error;
}

export const json = async (path, options) => (await ask(path, options)).json();

export async function events(path, options) {
  const text = await (await ask(path, options)).text();
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

// Waits and asks again where the server says that it is busy.
export async function patiently(work, tries = 30) {
  for (let count = 1; ; count += 1) {
    try { return await work(); } catch (error) {
      if (error.status !== 503 || count === tries) throw error;
      await new Promise((done) => setTimeout(done, 1000 * (error.retryAfter || 1)));
    }
  }
}
