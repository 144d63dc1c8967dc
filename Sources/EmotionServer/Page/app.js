// Starts the page: which section is shown, and what the server offers.

import { json, setToken } from "./api.js";
import { Files } from "./files.js";
import { Guess } from "./guess.js";
import { setEmotions } from "./look.js";
import { Run, showCard } from "./model.js";
import { Speak } from "./speak.js";

const get = (id) => document.getElementById(id);
const sections = ["speak", "files", "guess", "model", "run"];
const openers = {};

function fail(message) {
  get("problem").textContent = message ?? "";
  get("problem").hidden = !message;
}

function show() {
  const name = sections.includes(location.hash.slice(1)) ? location.hash.slice(1) : "speak";
  for (const section of sections) get(section).hidden = section !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  fail(null);
  scrollTo(0, 0);
  openers[name]?.().catch((error) => fail(error.message));
}

async function start() {
  const card = await json("/v1/model");
  setEmotions(card.emotions);
  get("model-name").textContent = `Model: ${card.name}`;
  get("to-guess").hidden = !card.offers.corpus;
  get("to-run").hidden = !card.offers.run;
  get("token-form").hidden = true;
  new Speak(card.emotions, fail);
  new Files(card.accepts);
  if (card.offers.corpus) { const guess = new Guess(fail); openers.guess = () => guess.open(); }
  if (card.offers.run) { const run = new Run(); openers.run = () => run.open(); }
  showCard(card);
  show();
}

document.addEventListener("token-needed", () => { get("token-form").hidden = false; get("token").focus(); });
get("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  setToken(get("token").value.trim());
  start().catch((error) => fail(error.message));
});
if (!["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)) get("where").textContent = `your browser and ${location.hostname}`;
addEventListener("hashchange", show);
show();
start().catch((error) => fail(error.message));
