// A training on its way: how far, how long still, and its curves. Asked for again while it is looked at.

import { json } from "./api.js";
import { chart, niceStep } from "./chart.js";
import { confusionTable } from "./confusion.js";
import { clock, make, percent } from "./look.js";

const seconds = 5;
const curves = {
  loss: [["training", "training_loss", "one"], ["validation", "validation_loss", "two"]],
  recall: [["validation", "validation_recall", "three"]],
};

export class Run {
  constructor() {
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.isOpen) this.open().catch(() => {}); });
  }

  async open() {
    this.isOpen = true;
    clearTimeout(this.timer);
    try {
      const run = await json("/v1/run");
      const text = JSON.stringify(run);
      // What has not changed is not drawn again.
      if (text !== this.text) this.show(run);
      this.text = text;
      this.run = run;
    } finally {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { if (this.isOpen && !document.hidden) this.open().catch(() => {}); }, 1000 * seconds);
    }
  }

  close() {
    this.isOpen = false;
    clearTimeout(this.timer);
  }

  // Made once; later only what is in them changes, so that nothing flickers and the focus stays.
  furnish() {
    this.name = make("h3", {});
    this.status = make("p", { className: "now", role: "status" });
    this.bar = make("progress", { max: 1, value: 0 });
    this.bar.setAttribute("aria-label", "Epochs");
    this.loss = make("figure", {});
    this.recall = make("figure", {});
    this.rows = make("tbody", {});
    this.epochs = make("details", {}, make("summary", { textContent: "The figures of every epoch" }),
      make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Epochs" }, make("table", {}, make("thead", {}, make("tr", {}, ...["epoch", "training loss", "validation loss", "validation recall", "time"].map((textContent) => make("th", { scope: "col", className: "number", textContent })))), this.rows)));
    this.confusion = make("div", {});
    // Another width is another drawing.
    let width = 0;
    new ResizeObserver(([entry]) => {
      const isOther = width > 0 && Math.abs(entry.contentRect.width - width) > 1;
      width = entry.contentRect.width;
      if (isOther && width > 0 && this.run) this.show(this.run);
    }).observe(document.getElementById("progress"));
    document.getElementById("progress").replaceChildren(
      make("div", { className: "card" }, this.name, this.status, this.bar),
      make("div", { className: "card" }, this.loss, this.recall, this.epochs), this.confusion);
  }

  show(run) {
    if (!this.name) this.furnish();
    const last = run.history.at(-1);
    this.name.textContent = run.name;
    this.status.textContent = progress(run, last);
    this.bar.max = run.epochs ?? Math.max(run.history.length, 1);
    this.bar.value = run.history.length;
    const losses = run.history.flatMap((row) => [row.training_loss, row.validation_loss]).filter((value) => typeof value === "number");
    const step = niceStep(Math.max(...losses, 0.1) / 0.98, 5);
    figure(this.loss, "Loss", run, curves.loss, { low: 0, high: step * Math.ceil(Math.max(...losses, 0.1) / step), text: (value) => value.toFixed(2), axis: (value) => String(value) });
    figure(this.recall, "Mean recall", run, curves.recall, { low: 0, high: 1, text: percent, axis: percent });
    this.epochs.hidden = !last;
    this.rows.replaceChildren(...run.history.map((row) => make("tr", {}, ...[row.epoch, row.training_loss?.toFixed(3), row.validation_loss?.toFixed(3), share(row.validation_recall), row.seconds === null || row.seconds === undefined ? "–" : clock(row.seconds)].map((value) => make("td", { className: "number", textContent: value ?? "–" })))));
    this.confusion.replaceChildren();
    if (run.confusion) this.confusion.append(make("h3", { textContent: `What it takes for what, after epoch ${run.confusion.epoch}` }), make("div", { className: "card" }, confusionTable(run.confusion.labels, run.confusion.counts, "Rows: what was acted. Columns: what was heard. In per cent of each row, on the inner validation clips.")));
  }
}

const share = (value) => (value === null || value === undefined ? "–" : percent(value));

function progress(run, last) {
  if (!last) return "No epoch has ended yet.";
  const far = `Epoch ${last.epoch}${run.epochs ? ` of ${run.epochs}` : ""}`;
  if (run.seconds_left === null || run.seconds_left === undefined) return far;
  return run.seconds_left > 0 ? `${far}, about ${long(run.seconds_left)} left` : `${far}, done`;
}

// Minutes where seconds would be too exact.
function long(time) {
  if (time < 90) return `${Math.round(time)} s`;
  const minutes = Math.round(time / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function figure(element, title, run, lines, { low, high, text, axis }) {
  const values = lines.map(([name, key, className]) => ({ name, className, values: run.history.map((row) => row[key] ?? null) }));
  const present = values.filter((line) => line.values.some((value) => value !== null));
  element.hidden = present.length === 0;
  if (element.hidden) return;
  const parts = present.map((line) => { const known = line.values.filter((value) => value !== null); return `${line.name} from ${text(known[0])} to ${text(known.at(-1))}`; });
  const picture = chart({
    width: element.clientWidth || 600, lines: present, epochs: run.history.map((row, index) => row.epoch ?? index + 1), last: Math.max(run.epochs ?? 0, run.history.at(-1)?.epoch ?? 1, 2), low, high, format: axis,
    label: `${title} over ${run.history.length} epochs: ${parts.join(", ")}.`,
  });
  element.replaceChildren(make("figcaption", {}, make("strong", { textContent: title }),
    ...present.map((line) => make("span", {}, make("i", { className: `key ${line.className}` }), `${line.name} ${text(line.values.filter((value) => value !== null).at(-1))}`))), picture);
}
