// What was heard for what was acted: a table of counts, its cells darker where a share of their row is larger.

import { make, percent, words } from "./look.js";

// - labels: names of rows and columns, the same for both
// - counts: counts[truth][predicted]
export function confusionTable(labels, counts, caption) {
  const sums = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const head = make("tr", {}, make("th", { scope: "col", className: "corner", textContent: "acted" }),
    ...labels.map((label) => make("th", { scope: "col", className: "column" }, make("span", { textContent: words(label) }))),
    make("th", { scope: "col", className: "sum", textContent: "clips" }));
  const body = counts.map((row, truth) => make("tr", {}, make("th", { scope: "row", textContent: words(labels[truth]) }),
    ...row.map((count, predicted) => cell(count, sums[truth], truth === predicted)),
    make("td", { className: "sum", textContent: sums[truth] })));
  const table = make("table", { className: "confusion" }, make("caption", {}, make("span", { textContent: caption })), make("thead", {}, head), make("tbody", {}, ...body));
  // Wider than a phone: scrolled, by keyboard too.
  return make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Confusion matrix" }, table);
}

function cell(count, sum, isHit) {
  const share = sum > 0 ? count / sum : 0;
  const element = make("td", { className: isHit ? "hit" : "miss" }, count > 0 ? percent(share).replace(" %", "") : "0",
    make("span", { className: "visually-hidden", textContent: ` %, ${count} of ${sum}` }));
  // The root, so that what is taken for something else now and then is seen too.
  element.style.setProperty("--heat", Math.sqrt(share).toFixed(3));
  if (count === 0) element.classList.add("none");
  return element;
}
