// Colours, words and small pieces of the page.

const fallback = ["--calm", "--happy", "--sad", "--dislike", "--fearful", "--surprised"];
const alike = { neutral: "calm", angry: "dislike", disgust: "dislike", fear: "fearful", boredom: "sad" };
let known = [];
let labels = [];

export function setCard(card) { known = card.emotions; labels = card.labels; }

export const allLabels = () => labels;

export const emotionOf = (label) => (label ?? "").replace(/^(male|female)_/, "");
export const words = (label) => (label ?? "no speech").replace(/_/g, " ");
export const percent = (share) => `${Math.round(share * 100)} %`;

export function variable(emotion) {
  const name = `--${alike[emotion] ?? emotion}`;
  if (fallback.includes(name)) return name;
  return fallback[Math.max(0, known.indexOf(emotion)) % fallback.length];
}

export const colour = (emotion) => getComputedStyle(document.documentElement).getPropertyValue(variable(emotion)).trim();
export const themed = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function clock(seconds, tenths = false) {
  const whole = Math.floor(seconds + 1e-6);
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return tenths ? `${text}.${Math.floor((seconds - whole + 1e-6) * 10)}` : text;
}

export const duration = (seconds) => (seconds < 60 ? `${seconds.toFixed(1)} s` : `${clock(seconds)} min`);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value; else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function swatch(emotion) {
  const element = make("span", { className: "swatch" });
  if (emotion) element.style.background = `var(${variable(emotion)})`;
  return element;
}

// Sums of probabilities over voices.
export function byEmotion(probabilities) {
  const sums = {};
  for (const [label, share] of Object.entries(probabilities ?? {})) {
    sums[emotionOf(label)] = (sums[emotionOf(label)] ?? 0) + share;
  }
  return sums;
}

export class Bars {
  constructor(parent, emotions) {
    this.rows = emotions.map((emotion) => {
      const fill = make("div", { className: "fill" });
      fill.style.background = `var(${variable(emotion)})`;
      const output = make("span", { className: "value", textContent: "0 %" });
      parent.append(make("div", { className: "bar" }, make("span", { textContent: emotion }), make("div", { className: "track" }, fill), output));
      return { emotion, fill, output };
    });
  }
  show(shares) {
    for (const { emotion, fill, output } of this.rows) {
      const share = shares[emotion] ?? 0;
      fill.style.setProperty("--share", share.toFixed(4));
      output.textContent = percent(share);
    }
  }
}

export function sharpen(canvas, height) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth || canvas.parentElement.clientWidth || 300;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
