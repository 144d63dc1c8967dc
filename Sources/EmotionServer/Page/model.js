// The model's card.

import { confusionTable } from "./confusion.js";
import { make, percent, words } from "./look.js";

const columns = (...names) => make("thead", {}, make("tr", {}, ...names.map(([textContent, className]) => make("th", { scope: "col", textContent, className: className ?? "" }))));
const box = (...children) => make("div", { className: "card" }, ...children);

export function showCard(card) {
  document.getElementById("card").replaceChildren(
    box(facts(card)),
    make("h3", { textContent: "What it cannot" }), box(make("ul", {}, ...card.limits.map((textContent) => make("li", { textContent })))),
    make("h3", { textContent: "How good it is" }), box(scores(card)),
    ...(card.confusion ? [make("h3", { textContent: "What it takes for what" }), box(confusion(card))] : []),
    make("h3", { textContent: "What it learnt from" }), box(corpora(card)));
}

function facts(card) {
  const pairs = [["Name", card.name], ["Made", new Date(card.created).toLocaleDateString([], { dateStyle: "long" })], ["Emotions", card.emotions.join(", ")], ["Voices", card.genders.join(", ") || "not told apart"], ["Licence of the weights", card.weights_licence], ["Notes", card.notes]];
  return make("table", { className: "facts" }, make("tbody", {}, ...pairs.filter(([, value]) => value).map(([name, value]) => make("tr", {}, make("th", { scope: "row", textContent: name }), make("td", { textContent: value })))));
}

const measures = [["accuracy", "accuracy"], ["unweighted_average_recall", "mean recall"], ["macro_f1", "macro F1"]];

// One row for each corpus that test speakers are of, one column for each measure.
function scores(card) {
  const test = Object.entries(card.scores).filter(([name]) => name.startsWith("test/")).map(([name, value]) => [name.split("/").slice(1), value]);
  if (test.length === 0) return make("p", { textContent: "Its maker wrote no scores down." });
  const shown = measures.filter(([key]) => test.some(([path]) => path.at(-1) === key));
  const groups = [...new Set(test.map(([path]) => path.slice(0, -1).join(" ")))].sort();
  const find = (group, key) => test.find(([path]) => path.slice(0, -1).join(" ") === group && path.at(-1) === key)?.[1];
  const hasClips = groups.some((group) => find(group, "clips") !== undefined);
  const rows = groups.filter((group) => shown.some(([key]) => find(group, key) !== undefined)).map((group) => make("tr", {}, make("th", { scope: "row", textContent: group || "all" }),
    ...shown.map(([key]) => make("td", { className: "number", textContent: find(group, key) === undefined ? "–" : percent(find(group, key)) })),
    ...(hasClips ? [make("td", { className: "number", textContent: find(group, "clips") ?? "–" })] : [])));
  const head = columns(["corpus"], ...shown.map(([, title]) => [title, "number"]), ...(hasClips ? [["clips", "number"]] : []));
  return make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Scores" }, make("table", {}, make("caption", { textContent: "Measured on speakers that it never heard." }), head, make("tbody", {}, ...rows)));
}

function confusion(card) {
  return confusionTable(card.labels, card.confusion, "Rows: what was acted. Columns: what was heard. In per cent of each row, on speakers that it never heard.");
}

function corpora(card) {
  const rows = card.data.corpora.map((corpus) => make("tr", {}, make("th", { scope: "row", textContent: corpus.name }), make("td", { className: "number", textContent: corpus.clips }), make("td", { className: "number", textContent: corpus.speakers }), make("td", { textContent: corpus.licence })));
  return make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Corpora" }, make("table", {}, columns(["corpus"], ["recordings", "number"], ["speakers", "number"], ["licence"]), make("tbody", {}, ...rows)));
}
