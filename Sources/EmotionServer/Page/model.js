// The model's card, and a training run on its way.

import { json } from "./api.js";
import { clock, colour, make, percent, sharpen, themed, words } from "./look.js";

const get = (id) => document.getElementById(id);

export function showCard(card) {
  const rows = (pairs) => make("table", {}, make("tbody", {}, ...pairs.map(([name, value]) => make("tr", {}, make("th", { scope: "row", textContent: name }), make("td", { textContent: value })))));
  const test = Object.entries(card.scores).filter(([name]) => name.startsWith("test/") && !name.endsWith("clips"));
  const scores = make("table", {}, make("thead", {}, make("tr", {}, make("th", { textContent: "speakers never heard" }), make("th", { className: "number", textContent: "score" }))), make("tbody", {}, ...test.map(([name, value]) => make("tr", {}, make("td", { textContent: words(name.replace("test/", "").replaceAll("/", ": ")) }), make("td", { className: "number", textContent: percent(value) })))));
  const corpora = make("table", {}, make("thead", {}, make("tr", {}, ...["corpus", "recordings", "speakers", "licence"].map((textContent) => make("th", { textContent })))), make("tbody", {}, ...card.data.corpora.map((corpus) => make("tr", {}, ...[corpus.name, corpus.clips, corpus.speakers, corpus.licence].map((value) => make("td", { textContent: value }))))));
  get("card").replaceChildren(
    make("div", { className: "card" }, rows([["Name", card.name], ["Made", new Date(card.created).toLocaleDateString()], ["Emotions", card.emotions.join(", ")], ["Voices", card.genders.join(", ") || "not told apart"], ["Licence of the weights", card.weights_licence]])),
    make("h3", { textContent: "What it cannot" }), make("div", { className: "card" }, make("ul", {}, ...card.limits.map((textContent) => make("li", { textContent })))),
    make("h3", { textContent: "How good it is" }), make("div", { className: "card scroll" }, test.length ? scores : make("p", { textContent: "Its maker wrote no scores down." })),
    make("h3", { textContent: "What it learnt from" }), make("div", { className: "card scroll" }, corpora));
}

export class Run {
  async open() {
    const run = await json("/v1/run");
    const last = run.history.at(-1);
    const left = run.seconds_left === null ? "" : run.seconds_left > 0 ? `, about ${clock(run.seconds_left)} left` : ", done";
    const canvas = make("canvas", { className: "strip", role: "img" });
    canvas.setAttribute("aria-label", "Loss and recall by epoch");
    get("progress").replaceChildren(make("div", { className: "card" },
      make("h3", { textContent: run.name }),
      make("p", { textContent: last ? `Epoch ${last.epoch}${run.epochs ? ` of ${run.epochs}` : ""}${left}` : "No epoch has ended yet." }),
      make("progress", { max: run.epochs ?? 1, value: run.history.length }), canvas,
      make("p", { className: "legend", textContent: last ? `training loss ${last.training_loss?.toFixed(3) ?? "–"}, validation recall ${last.validation_recall === null ? "–" : percent(last.validation_recall)}` : "" })));
    this.draw(canvas, run.history);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (!get("run").hidden) this.open().catch(() => {}); }, 5000);
  }

  draw(canvas, history) {
    canvas.style.height = "180px";
    const { context, width, height } = sharpen(canvas, 180);
    context.fillStyle = themed("--track");
    context.fillRect(0, 0, width, height);
    for (const [name, emotion] of [["training_loss", "dislike"], ["validation_loss", "happy"], ["validation_recall", "calm"]]) {
      const values = history.map((row) => row[name]).filter((value) => value !== null && value !== undefined);
      if (values.length === 0) continue;
      const top = name === "validation_recall" ? 1 : Math.max(...history.flatMap((row) => [row.training_loss ?? 0, row.validation_loss ?? 0]));
      context.strokeStyle = colour(emotion);
      context.lineWidth = 2;
      context.beginPath();
      values.forEach((value, index) => context.lineTo(10 + (index / Math.max(values.length - 1, 1)) * (width - 20), height - 10 - (value / top) * (height - 20)));
      context.stroke();
    }
  }
}
