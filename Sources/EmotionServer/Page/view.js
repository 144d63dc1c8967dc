// One recording with its answer: waveform, spectrogram and emotions over time, to be played and clicked.

import { clock, colour, duration, emotionOf, make, percent, save, sharpen, swatch, themed, words } from "./look.js";

const waveHeight = 56;
const melHeight = 84;
const stripHeight = 34;
const gap = 8;

export class RecordingView {
  constructor(name, source, answer) {
    this.name = name;
    this.answer = answer;
    this.audio = make("audio", { controls: true, src: URL.createObjectURL(source), preload: "metadata" });
    this.audio.setAttribute("aria-label", `Play ${name}`);
    this.canvas = make("canvas", { className: "picture" });
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", this.description());
    const whole = answer.label ? words(answer.label) : "No speech";
    const headline = make("p", { className: "now" }, swatchFor(answer.label), " ", make("span", { className: "label", textContent: whole }));
    this.element = make("article", { className: "answer" },
      make("h3", { textContent: name }),
      make("p", { className: "meta", textContent: `${duration(answer.duration_seconds)}, ${duration(answer.speech_seconds)} of it speech` }),
      headline, this.canvas, this.legend(), this.audio, this.segments(), this.buttons());
    for (const warning of answer.warnings ?? []) this.element.append(make("p", { className: "meta", textContent: warning }));
    this.audio.addEventListener("timeupdate", () => this.follow());
    this.canvas.addEventListener("click", (event) => {
      const share = event.offsetX / this.canvas.clientWidth;
      this.play(share * answer.duration_seconds);
    });
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.still = null; this.draw(); });
  }

  description() {
    const parts = this.answer.segments.filter((segment) => segment.label).map((segment) => `${words(segment.label)} from ${clock(segment.start, true)} to ${clock(segment.end, true)}`);
    return parts.length ? `Waveform, spectrogram and emotions: ${parts.join(", ")}` : "Waveform and spectrogram; nobody speaks";
  }

  legend() {
    const emotions = [...new Set(this.answer.segments.map((segment) => emotionOf(segment.label)).filter(Boolean))];
    return make("p", { className: "legend" }, ...emotions.map((emotion) => make("span", {}, swatch(emotion), emotion)));
  }

  segments() {
    this.items = [];
    const list = make("ol", { className: "segments" });
    for (const segment of this.answer.segments.filter((segment) => segment.label)) {
      const button = make("button", { type: "button" }, swatchFor(segment.label), make("time", { textContent: `${clock(segment.start, true)}–${clock(segment.end, true)}` }), `${words(segment.label)} ${percent(segment.confidence)}`);
      button.addEventListener("click", () => this.play(segment.start, segment.end));
      list.append(make("li", {}, button));
      this.items.push({ segment, button });
    }
    return list;
  }

  buttons() {
    const row = make("div", { className: "downloads" }, make("span", { textContent: "Save:" }));
    const base = this.name.replace(/\.[^.]+$/, "");
    for (const [title, type, text] of [["JSON", "json", () => JSON.stringify({ path: this.name, ...without(this.answer, "overview") }, null, 2)], ["CSV", "csv", () => csv([this])], ["WebVTT", "vtt", () => vtt(this.answer)]]) {
      const button = make("button", { type: "button", textContent: title });
      button.addEventListener("click", () => save(`${base}.${type}`, type === "json" ? "application/json" : `text/${type}`, text()));
      row.append(button);
    }
    return row;
  }

  play(from, to = null) {
    this.until = to;
    this.audio.currentTime = from;
    this.audio.play();
  }

  follow() {
    const time = this.audio.currentTime;
    if (this.until !== null && this.until !== undefined && time >= this.until) { this.audio.pause(); this.until = null; }
    for (const { segment, button } of this.items) {
      if (time >= segment.start && time < segment.end) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    }
    this.draw();
  }

  draw() {
    const height = waveHeight + melHeight + stripHeight + 2 * gap;
    if (!this.still || this.still.wide !== this.canvas.clientWidth) {
      const { context, width } = sharpen(this.canvas, height);
      this.paint(context, width);
      this.still = { wide: this.canvas.clientWidth, image: context.getImageData(0, 0, this.canvas.width, this.canvas.height) };
    }
    const context = this.canvas.getContext("2d");
    context.putImageData(this.still.image, 0, 0);
    const x = (this.audio.currentTime / this.answer.duration_seconds) * this.canvas.clientWidth;
    if (this.audio.currentTime > 0) {
      context.fillStyle = themed("--ink");
      context.fillRect(x, 0, 1.5, height);
    }
  }

  paint(context, width) {
    const { overview, segments, duration_seconds: duration } = this.answer;
    const height = waveHeight + melHeight + stripHeight + 2 * gap;
    context.fillStyle = themed("--card");
    context.fillRect(0, 0, width, height);
    const count = overview.lowest.length;
    const span = (overview.column_seconds / duration) * width;
    const peak = Math.max(0.05, ...overview.highest, ...overview.lowest.map((value) => -value));
    const middle = waveHeight / 2;
    const at = (time) => segments.find((segment) => time >= segment.start && time < segment.end);
    for (let column = 0; column < count; column += 1) {
      const segment = at((column + 0.5) * overview.column_seconds);
      context.fillStyle = segment?.label ? colour(emotionOf(segment.label)) : themed("--muted");
      const top = middle - (overview.highest[column] / peak) * middle;
      const bottom = middle - (overview.lowest[column] / peak) * middle;
      context.fillRect(column * span, top, Math.max(span, 1), Math.max(bottom - top, 1));
    }
    this.paintMel(context, count, span);
    const top = waveHeight + melHeight + 2 * gap;
    context.fillStyle = themed("--track");
    context.fillRect(0, top, width, stripHeight);
    for (const segment of segments) {
      if (!segment.label) continue;
      const x = (segment.start / duration) * width;
      const wide = Math.max(1, ((segment.end - segment.start) / duration) * width);
      context.fillStyle = colour(emotionOf(segment.label));
      context.globalAlpha = 0.45 + 0.55 * segment.confidence;
      context.fillRect(x, top, Math.max(wide - 1, 1), stripHeight);
      context.globalAlpha = 1;
      const text = emotionOf(segment.label);
      context.font = "600 13px system-ui, sans-serif";
      if (context.measureText(text).width + 12 < wide) {
        context.fillStyle = inkOn(colour(text));
        context.fillText(text, x + 7, top + stripHeight / 2 + 4.5);
      }
    }
  }

  paintMel(context, count, span) {
    const bands = this.answer.overview.bands;
    const bytes = Uint8Array.from(atob(this.answer.overview.log_mel), (letter) => letter.charCodeAt(0));
    const image = new ImageData(Math.max(count, 1), bands);
    for (let column = 0; column < count; column += 1) {
      for (let band = 0; band < bands; band += 1) {
        const [red, green, blue] = heat(bytes[column * bands + band] / 255);
        image.data.set([red, green, blue, 255], 4 * ((bands - 1 - band) * count + column));
      }
    }
    const small = make("canvas", { width: Math.max(count, 1), height: bands });
    small.getContext("2d").putImageData(image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(small, 0, waveHeight + gap, count * span, melHeight);
  }
}

// From night through violet and orange to light, by brightness.
const stops = [[8, 9, 24], [52, 24, 98], [138, 37, 110], [214, 82, 70], [250, 158, 52], [252, 244, 190]];
function heat(share) {
  const place = Math.min(Math.max((share - 0.15) / 0.8, 0), 1) * (stops.length - 1);
  const index = Math.min(Math.floor(place), stops.length - 2);
  return stops[index].map((value, channel) => value + (stops[index + 1][channel] - value) * (place - index));
}

// Dark or light letters, whichever can be read on a colour (luminance as WCAG 2 has it).
function inkOn(hex) {
  const [red, green, blue] = [1, 3, 5].map((start) => (parseInt(hex.slice(start, start + 2), 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.24 ? "#0d1220" : "#ffffff";
}

const swatchFor = (label) => swatch(emotionOf(label));
const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

function field(text) { return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; }

// As `predict --timeline --csv` writes it.
export function csv(views) {
  const labels = Object.keys(views.flatMap((view) => view.answer.segments).find((segment) => segment.label)?.probabilities ?? {});
  const rows = [["path", "start", "end", "label", "confidence", ...labels]];
  for (const view of views) {
    for (const segment of view.answer.segments) {
      rows.push([view.name, segment.start, segment.end, segment.label ?? "no speech", segment.confidence ?? "", ...labels.map((label) => segment.probabilities?.[label] ?? "")]);
    }
  }
  return rows.map((row) => row.map((value) => field(String(value))).join(",")).join("\n") + "\n";
}

function vtt(answer) {
  const stamp = (seconds) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
  const cues = answer.segments.filter((segment) => segment.label).map((segment) => `${stamp(segment.start)} --> ${stamp(segment.end)}\n${words(segment.label)} ${percent(segment.confidence)}\n`);
  return `WEBVTT\n\n${cues.join("\n")}`;
}
