// One recording with its answer: waveform, spectrogram and emotions over time, to be played and clicked.

import { csv, vtt } from "./forms.js";
import { clock, colour, duration, emotionOf, make, percent, save, sharpen, swatch, themed, words } from "./look.js";

const waveHeight = 56;
const melHeight = 84;
const stripHeight = 34;
const gap = 8;
const height = waveHeight + melHeight + stripHeight + 2 * gap;
// More segments than somebody would listen to in one go are counted.
const spoken = 12;

export class RecordingView {
  constructor(name, source, answer) {
    this.name = name;
    this.answer = answer;
    this.audio = make("audio", { controls: true, src: URL.createObjectURL(source), preload: "metadata" });
    this.audio.setAttribute("aria-label", `Play ${name}`);
    this.canvas = make("canvas", { role: "img", "aria-label": this.description() });
    this.playhead = make("div", { className: "playhead", hidden: true });
    this.picture = make("div", { className: "picture" }, this.canvas, this.playhead);
    const whole = answer.label ? words(answer.label) : "No speech";
    this.element = make("article", { className: "answer" },
      make("h3", { textContent: name }),
      make("p", { className: "meta", textContent: `${duration(answer.duration_seconds)}, ${duration(answer.speech_seconds)} of it speech` }),
      make("p", { className: "now" }, make("span", { className: "label", textContent: whole })),
      this.picture, this.legend(), this.audio, this.segments(), this.buttons());
    for (const warning of answer.warnings ?? []) this.element.append(make("p", { className: "meta", textContent: warning }));
    this.audio.addEventListener("timeupdate", () => this.follow());
    this.audio.addEventListener("play", () => this.run());
    this.audio.addEventListener("error", () => this.audio.replaceWith(make("p", { className: "meta", textContent: "This browser cannot play recordings of this format; what was heard is shown all the same." })));
    this.picture.addEventListener("click", (event) => this.play(((event.clientX - this.canvas.getBoundingClientRect().left) / this.canvas.clientWidth) * answer.duration_seconds));
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.drawn = null; this.draw(); });
  }

  description() {
    const all = this.answer.segments.filter((segment) => segment.label);
    if (all.length === 0) return "Waveform and spectrogram; nobody speaks";
    const parts = all.slice(0, spoken).map((segment) => `${words(segment.label)} from ${clock(segment.start, true)} to ${clock(segment.end, true)}`);
    if (all.length > spoken) parts.push(`and ${all.length - spoken} more`);
    return `Waveform, spectrogram and emotions: ${parts.join(", ")}`;
  }

  legend() {
    const emotions = [...new Set(this.answer.segments.map((segment) => emotionOf(segment.label)).filter(Boolean))];
    return make("p", { className: "legend" }, ...emotions.map((emotion) => make("span", {}, swatch(emotion), emotion)));
  }

  segments() {
    this.items = [];
    const list = make("ol", { className: "segments", "aria-label": "Play a part" });
    for (const segment of this.answer.segments.filter((segment) => segment.label)) {
      const button = make("button", { type: "button" }, swatch(emotionOf(segment.label)), make("time", { textContent: `${clock(segment.start, true)}–${clock(segment.end, true)}` }), `${words(segment.label)} ${percent(segment.confidence)}`);
      button.addEventListener("click", () => this.play(segment.start, segment.end));
      list.append(make("li", {}, button));
      this.items.push({ segment, button });
    }
    list.hidden = this.items.length === 0;
    return list;
  }

  buttons() {
    const row = make("div", { className: "downloads", role: "group", "aria-label": `Save the answer for ${this.name}` }, make("span", { textContent: "Save:", "aria-hidden": "true" }));
    const base = this.name.replace(/\.[^.]+$/, "");
    for (const [title, type, text] of [["JSON", "json", () => JSON.stringify(this.object, null, 2)], ["CSV", "csv", () => csv([this])], ["WebVTT", "vtt", () => vtt(this.answer)]]) {
      const button = make("button", { type: "button", textContent: title, "aria-label": `Save as ${title}` });
      button.addEventListener("click", () => save(`${base}.${type}`, type === "json" ? "application/json" : `text/${type}`, text()));
      row.append(button);
    }
    return row;
  }

  // The answer as it is saved: without what only the picture needs.
  get object() { return { path: this.name, ...this.answer, overview: undefined }; }

  play(from, to = null) {
    for (const other of document.querySelectorAll("audio")) if (other !== this.audio) other.pause();
    this.until = to;
    this.audio.currentTime = from;
    // Whoever pauses at once has broken no promise.
    this.audio.play().catch(() => {});
  }

  // Lets go of the recording.
  close() {
    this.audio.pause();
    URL.revokeObjectURL(this.audio.src);
  }

  // While it plays the line follows each frame; a segment ends where it ends.
  run() {
    this.follow();
    if (!this.audio.paused) requestAnimationFrame(() => this.run());
  }

  follow() {
    const time = this.audio.currentTime;
    if (this.until !== null && this.until !== undefined && time >= this.until) { this.audio.pause(); this.until = null; }
    for (const { segment, button } of this.items) {
      const isHere = time >= segment.start && time < segment.end;
      if (isHere !== button.hasAttribute("aria-current")) { if (isHere) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current"); }
    }
    this.playhead.hidden = time === 0;
    this.playhead.style.left = `${Math.min(time / this.answer.duration_seconds, 1) * 100}%`;
  }

  draw() {
    const key = `${this.canvas.clientWidth} ${window.devicePixelRatio}`;
    if (this.canvas.clientWidth === 0 || this.drawn === key) return;
    const { context, width } = sharpen(this.canvas, height);
    this.paint(context, width);
    this.drawn = key;
  }

  paint(context, width) {
    const { overview, segments, duration_seconds: duration } = this.answer;
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
    this.paintMel(context, count, span, width);
    const top = waveHeight + melHeight + 2 * gap;
    context.fillStyle = themed("--track");
    context.fillRect(0, top, width, stripHeight);
    for (const segment of segments) {
      if (!segment.label) continue;
      const x = (segment.start / duration) * width;
      const wide = Math.max(1, ((segment.end - segment.start) / duration) * width);
      const text = emotionOf(segment.label);
      const shade = blend(colour(text), themed("--track"), 0.45 + 0.55 * segment.confidence);
      context.fillStyle = `rgb(${shade.join(" ")})`;
      context.fillRect(x, top, Math.max(wide - 1, 1), stripHeight);
      context.font = "600 13px system-ui, sans-serif";
      if (context.measureText(text).width + 12 < wide) {
        context.fillStyle = inkOn(shade);
        context.fillText(text, x + 7, top + stripHeight / 2 + 4.5);
      }
    }
  }

  paintMel(context, count, span, width) {
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
    context.fillStyle = `rgb(${stops[0].join(" ")})`;
    context.fillRect(0, waveHeight + gap, width, melHeight);
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

const channels = (hex) => [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));

// So much of a colour over another.
function blend(over, under, share) {
  const below = channels(under);
  return channels(over).map((value, channel) => Math.round(share * value + (1 - share) * below[channel]));
}

// Dark or light letters, whichever can be read better on a colour (luminance as WCAG 2 has it).
function inkOn(rgb) {
  const [red, green, blue] = rgb.map((value) => (value / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.19 ? "#0d1220" : "#ffffff";
}
