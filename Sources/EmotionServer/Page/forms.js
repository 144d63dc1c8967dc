// Answers as files, byte for byte as `predict --timeline` writes them.

import { allLabels, percent, words } from "./look.js";

const field = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

// The shortest number that is read back as the same, with a point or an exponent of two digits at least.
function decimal(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 2 ** 54)) return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

export function csv(views) {
  const labels = allLabels();
  const rows = [["path", "start", "end", "label", "confidence", ...labels]];
  for (const { name, answer } of views) {
    for (const segment of answer.segments) {
      const shares = segment.label ? [segment.confidence, ...labels.map((label) => segment.probabilities[label])].map(decimal) : ["", ...labels.map(() => "")];
      rows.push([name, decimal(segment.start), decimal(segment.end), segment.label ?? "no speech", ...shares]);
    }
  }
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

export function vtt(answer) {
  const stamp = (seconds) => { const all = Math.round(seconds * 1000); return `${String(Math.floor(all / 3_600_000)).padStart(2, "0")}:${new Date(all % 3_600_000).toISOString().slice(14, 23)}`; };
  const cues = answer.segments.filter((segment) => segment.label).map((segment) => `${stamp(segment.start)} --> ${stamp(segment.end)}\n${words(segment.label)} ${percent(segment.confidence)}\n\n`);
  return `WEBVTT\n\n${cues.join("")}`;
}
