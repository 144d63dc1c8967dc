// Files: many at once, two on their way at a time, each with its own view.

import { json, patiently } from "./api.js";
import { make, save } from "./look.js";
import { csv, RecordingView } from "./view.js";

const get = (id) => document.getElementById(id);

export class Files {
  constructor(limits) {
    this.limits = limits;
    this.views = [];
    this.queue = [];
    this.working = 0;
    const drop = get("drop");
    get("chooser").addEventListener("change", (event) => { this.add(event.target.files); event.target.value = ""; });
    for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); this.add(event.dataTransfer.files); });
    get("downloads").addEventListener("click", (event) => {
      const form = event.target.dataset.form;
      if (form === "csv") save("answers.csv", "text/csv", csv(this.views));
      if (form === "json") save("answers.json", "application/json", JSON.stringify(this.views.map((view) => ({ path: view.name, ...view.answer, overview: undefined })), null, 2));
    });
  }

  add(files) {
    for (const file of files) {
      const bar = make("progress", {});
      bar.setAttribute("aria-label", `Hearing ${file.name}`);
      const place = make("article", { className: "answer" }, make("h3", { textContent: file.name }), make("p", { className: "meta", textContent: "waiting" }), bar);
      get("answers").append(place);
      this.queue.push({ file, place });
    }
    while (this.working < 2 && this.queue.length > 0) this.work();
  }

  async work() {
    this.working += 1;
    while (this.queue.length > 0) {
      const { file, place } = this.queue.shift();
      const note = place.querySelector(".meta");
      note.textContent = "listening";
      try {
        if (file.size > this.limits.upload_bytes) throw new Error(`${Math.round(file.size / 1048576)} MB are more than the ${Math.round(this.limits.upload_bytes / 1048576)} MB that this server takes.`);
        const answer = await patiently(() => json("/v1/predictions?timeline=1&overview=1", { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } }));
        const view = new RecordingView(file.name, file, answer);
        this.views.push(view);
        place.replaceWith(view.element);
        get("downloads").hidden = false;
      } catch (error) {
        place.querySelector("progress").remove();
        note.className = "problem";
        note.textContent = error.message;
      }
    }
    this.working -= 1;
  }
}
