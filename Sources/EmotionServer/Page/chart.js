// Lines over epochs, as a picture that takes its colours from the page.

const namespace = "http://www.w3.org/2000/svg";
const margin = { left: 46, right: 12, top: 12, bottom: 42 };

function draw(tag, attributes, text) {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

// A step of 1, 2, 2.5 or 5 times a power of ten that cuts a range into about so many parts.
export function niceStep(range, parts) {
  const rough = range / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999);
}

export function ticks(low, high, parts) {
  const step = niceStep(high - low || 1, parts);
  const first = Math.ceil(low / step - 1e-9) * step;
  const count = Math.floor((high - first) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((first + index * step).toPrecision(12)));
}

// - width: CSS pixels
// - lines: [{ className, values }], values by epoch, null where there is none
// - epochs: the numbers of the epochs that values are of
// - last: the epoch at the right end
// - low, high: the range of the values
// - label: what stands for the picture where it is not seen
// - format: a value as it is written at the axis
export function chart({ width, lines, epochs, last, low, high, label, format }) {
  const size = { ...margin, width, height: Math.round(Math.min(250, Math.max(190, 0.3 * width))) };
  const picture = draw("svg", { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, role: "img", "aria-label": label, class: "chart" });
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
  const x = (epoch) => size.left + (last > 1 ? (epoch - 1) / (last - 1) : 0.5) * inner.width;
  const y = (value) => size.top + (1 - (value - low) / (high - low || 1)) * inner.height;
  for (const value of ticks(low, high, 5)) {
    picture.append(draw("line", { class: "grid", x1: size.left, x2: size.width - size.right, y1: y(value), y2: y(value) }));
    picture.append(draw("text", { x: size.left - 8, y: y(value) + 4, "text-anchor": "end" }, format(value)));
  }
  for (const epoch of [...new Set([1, ...ticks(0, last, width < 500 ? 5 : 10).filter((value) => value >= 1 && Number.isInteger(value))])]) {
    if (epoch === 2 && last > 8) continue;
    picture.append(draw("line", { class: "tick", x1: x(epoch), x2: x(epoch), y1: size.height - size.bottom, y2: size.height - size.bottom + 4 }));
    picture.append(draw("text", { x: x(epoch), y: size.height - size.bottom + 18, "text-anchor": "middle" }, epoch));
  }
  picture.append(draw("text", { x: size.left + inner.width / 2, y: size.height - 4, "text-anchor": "middle" }, "epoch"));
  for (const { className, values } of lines) {
    const points = values.map((value, index) => [epochs[index], value]).filter(([, value]) => value !== null && value !== undefined);
    if (points.length === 0) continue;
    picture.append(draw("polyline", { class: `line ${className}`, points: points.map(([epoch, value]) => `${x(epoch).toFixed(1)},${y(value).toFixed(1)}`).join(" ") }));
    const [epoch, value] = points.at(-1);
    picture.append(draw("circle", { class: `point ${className}`, cx: x(epoch), cy: y(value), r: 3.5 }));
  }
  return picture;
}
