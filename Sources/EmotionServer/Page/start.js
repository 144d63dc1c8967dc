// Starts the page: which section is shown, and what the server offers.

import { forgetToken, hasToken, json, setToken } from "./api.js";
import { Files } from "./files.js";
import { Guess } from "./guess.js";
import { setCard } from "./look.js";
import { showCard } from "./model.js";
import { Run } from "./run.js";
import { Speak } from "./speak.js";

const get = (id) => document.getElementById(id);
const openers = {};
const closers = {};
let isReady = false;
let shown = null;

function fail(message) {
  get("problem").textContent = message ?? "";
  get("problem").hidden = !message;
}

// Shows the section that the address names; one that the server does not offer is none.
function show() {
  const links = [...document.querySelectorAll("nav a")];
  const wanted = links.find((link) => link.hash === location.hash && !(isReady && link.hidden)) ?? links[0];
  const name = wanted.hash.slice(1);
  for (const link of links) {
    get(link.hash.slice(1)).hidden = link !== wanted;
    if (link === wanted) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  document.title = `${wanted.textContent} – SpeechEmotion`;
  if (shown !== null && shown !== name) {
    closers[shown]?.();
    for (const audio of document.querySelectorAll("audio")) audio.pause();
    fail(null);
    scrollTo(0, 0);
    // Whoever listens to the page hears the new heading, and Tab goes on from there.
    get(`${name}-title`).focus({ preventScroll: true });
  }
  shown = name;
  openers[name]?.().catch((error) => fail(error.message));
}

// What the server offers is made once, however often a token is asked for.
function furnish(card) {
  setCard(card);
  get("to-guess").hidden = !card.offers.corpus;
  get("to-run").hidden = !card.offers.run;
  new Speak(card, fail);
  new Files(card.accepts);
  const offers = { guess: card.offers.corpus && new Guess(fail), run: card.offers.run && new Run() };
  for (const [name, part] of Object.entries(offers)) {
    if (!part) continue;
    openers[name] = () => part.open();
    closers[name] = () => part.close();
  }
  showCard(card);
  isReady = true;
}

async function start() {
  try {
    const card = await json("/v1/model");
    fail(null);
    get("token-form").hidden = true;
    delete document.body.dataset.locked;
    // A link cannot send a token.
    get("to-metrics").hidden = hasToken();
    if (!isReady) furnish(card);
    show();
    get("model-name").textContent = `Model: ${card.name}`;
  } catch (error) {
    if (error.status !== 401) fail(error.message); else if (hasToken()) fail("That is not this server's token. Whoever started the server knows it.");
    if (error.status === 401) forgetToken();
  }
}

document.addEventListener("token-needed", () => {
  document.body.dataset.locked = "";
  get("token-form").hidden = false;
  get("to-metrics").hidden = true;
  get("token").focus();
  get("token").select();
});
get("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  setToken(get("token").value.trim());
  start();
});
if (!["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) get("where").textContent = `your browser and ${location.hostname}`;
addEventListener("hashchange", show);
show();
start();
