// Files: many at once, two on their way at a time, each with its own view.

import { json, patiently } from "./api.js";
import { csv } from "./forms.js";
import { make, save } from "./look.js";
import { RecordingView } from "./view.js";

const get = (id) => document.getElementById(id);
const megabytes = (bytes) => Math.round(bytes / 1048576);

export class Files {
  constructor(limits) {
    this.limits = limits;
    this.queue = [];
    this.working = 0;
    this.clear();
    const drop = get("drop");
    get("chooser").addEventListener("change", (event) => { this.add([...event.target.files]); event.target.value = ""; });
    // A file that misses the field must not replace the page: it is heard as well.
    for (const name of ["dragover", "dragenter"]) addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length === 0) return;
      location.hash = "#files";
      this.add([...event.dataTransfer.files]);
    });
    get("downloads").addEventListener("click", (event) => {
      const form = event.target.dataset.form;
      const views = this.places.map((place) => place.view).filter(Boolean);
      if (form === "csv") save("answers.csv", "text/csv", csv(views));
      if (form === "json") save("answers.json", "application/json", JSON.stringify(views.map((view) => view.object), null, 2));
      if (form === "clear") { this.clear(); get("chooser").focus(); }
    });
  }

  clear() {
    for (const { view } of this.places ?? []) view?.close();
    this.places = [];
    this.queue = [];
    this.done = 0;
    get("answers").replaceChildren();
    get("downloads").hidden = true;
  }

  add(files) {
    for (const file of files) {
      const bar = make("progress", { "aria-label": `Hearing ${file.name}` });
      const element = make("article", { className: "answer" }, make("h3", { textContent: file.name }), make("p", { className: "meta", textContent: "waiting" }), bar);
      get("answers").append(element);
      const place = { file, element, view: null };
      this.places.push(place);
      this.queue.push(place);
    }
    this.tell();
    while (this.working < 2 && this.queue.length > 0) this.work();
  }

  tell() {
    const failed = this.places.filter((place) => place.failed).length;
    get("heard").textContent = `${this.done - failed} of ${this.places.length} heard${failed ? `, ${failed} could not be` : ""}`;
    get("downloads").hidden = this.places.length === 0;
    for (const button of get("downloads").querySelectorAll("[data-form=json], [data-form=csv]")) button.disabled = this.done === failed;
  }

  async work() {
    this.working += 1;
    while (this.queue.length > 0) await this.hear(this.queue.shift());
    this.working -= 1;
  }

  // The places keep the order in which the files came, whichever is heard first.
  async hear(place) {
    const { file, element } = place;
    const note = element.querySelector(".meta");
    note.textContent = "listening";
    try {
      if (file.size > this.limits.upload_bytes) throw new Error(`${megabytes(file.size)} MB are more than the ${megabytes(this.limits.upload_bytes)} MB that this server takes.`);
      const answer = await patiently(() => json("/v1/predictions?timeline=1&overview=1", { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } }));
      if (!this.places.includes(place)) return;
      place.view = new RecordingView(file.name, file, answer);
      element.replaceWith(place.view.element);
    } catch (error) {
      place.failed = true;
      element.querySelector("progress").remove();
      note.className = "problem";
      note.textContent = error.message;
    }
    if (!this.places.includes(place)) return;
    this.done += 1;
    this.tell();
  }
}
