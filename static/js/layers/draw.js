/** The small pictures of a layer, painted into a canvas of CSS pixels. */

import { placeOn } from "./axes.js";

/** @typedef {import("./axes.js").Axis} Axis */
/** @typedef {(number | null)[]} Column */
/** @typedef {{ context: CanvasRenderingContext2D, width: number, height: number }} Surface */

const EDGE = 1.5; // pixels kept free above and below, for lines at the very ends

/** @param {Surface} surface @param {Axis} axis @param {number} value */
const heightOf = ({ height }, axis, value) =>
  height - EDGE - placeOn(axis, value) * (height - 2 * EDGE);

/**
 * Counts as bars that stand side by side; the highest fills the height.
 * @param {Surface} surface @param {ArrayLike<number>} counts @param {string} colour
 */
export function drawHistogram({ context, width, height }, counts, colour) {
  const most = Math.max(...Array.from(counts), 1);
  const each = width / counts.length;
  context.fillStyle = colour;
  for (let i = 0; i < counts.length; i += 1) {
    if (!counts[i]) continue;
    // One of a thousand is to be seen, too.
    const bar = Math.max(1, (counts[i] / most) * height);
    context.fillRect(i * each, height - bar, Math.max(1, each - 0.5), bar);
  }
}

/**
 * The room between two lines over the steps.
 * @param {Surface} surface @param {{ x: Axis, y: Axis }} axes @param {number[]} steps
 * @param {Column} low @param {Column} high @param {string} colour
 */
export function drawBand(surface, axes, steps, low, high, colour) {
  const { context, width } = surface;
  context.fillStyle = colour;
  for (let i = 0; i + 1 < steps.length; i += 1) {
    const [a, b, c, d] = [low[i], high[i], low[i + 1], high[i + 1]];
    if (a === null || b === null || c === null || d === null) continue;
    const [left, right] = [steps[i], steps[i + 1]].map((step) => placeOn(axes.x, step) * width);
    context.beginPath();
    context.moveTo(left, heightOf(surface, axes.y, a));
    context.lineTo(left, heightOf(surface, axes.y, b));
    // A hair further, so that no seam shows between neighbours.
    context.lineTo(right + 0.3, heightOf(surface, axes.y, d));
    context.lineTo(right + 0.3, heightOf(surface, axes.y, c));
    context.fill();
  }
}

/**
 * @param {Surface} surface @param {{ x: Axis, y: Axis }} axes @param {number[]} steps
 * @param {Column} values @param {string} colour @param {number} thickness
 */
export function drawLine(surface, axes, steps, values, colour, thickness) {
  const { context, width } = surface;
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = thickness;
  context.lineJoin = "round";
  context.beginPath();
  let open = false;
  for (const [i, value] of values.entries()) {
    if (value === null || !Number.isFinite(value)) {
      open = false;
      continue;
    }
    const [x, y] = [placeOn(axes.x, steps[i]) * width, heightOf(surface, axes.y, value)];
    if (open) context.lineTo(x, y);
    else context.moveTo(x, y);
    if (!open && (values[i + 1] ?? null) === null) context.fillRect(x - 1, y - 1, 2, 2);
    open = true;
  }
  context.stroke();
}

/**
 * A belt across the whole chart, with dashed rims.
 * @param {Surface} surface @param {Axis} axis @param {[number, number]} ends
 * @param {{ fill: string, rim: string }} colours
 */
export function drawBelt(surface, axis, ends, { fill, rim }) {
  const { context, width } = surface;
  const [low, high] = ends.map((end) => heightOf(surface, axis, end));
  context.fillStyle = fill;
  context.fillRect(0, high, width, low - high);
  context.strokeStyle = rim;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  context.beginPath();
  for (const y of [low, high]) {
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
  context.setLineDash([]);
}

/**
 * An upright line at a step.
 * @param {Surface} surface @param {Axis} axis @param {number} step @param {string} colour
 * @param {number} thickness
 */
export function drawCursor({ context, width, height }, axis, step, colour, thickness) {
  const x = placeOn(axis, step) * width;
  context.fillStyle = colour;
  context.fillRect(
    Math.max(0, Math.min(width - thickness, x - thickness / 2)),
    0,
    thickness,
    height,
  );
}
