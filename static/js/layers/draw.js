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
 * The room between two lines over the steps, in one piece wherever both go on.
 * @param {Surface} surface @param {{ x: Axis, y: Axis }} axes @param {number[]} steps
 * @param {Column} low @param {Column} high @param {string} colour
 */
export function drawBand(surface, axes, steps, low, high, colour) {
  const { context, width } = surface;
  context.fillStyle = colour;
  /** @type {[number, number, number][]} */
  let piece = [];
  const fill = () => {
    context.beginPath();
    for (const [x, , top] of piece) context.lineTo(x, top);
    for (const [x, bottom] of piece.reverse()) context.lineTo(x, bottom);
    context.fill();
    piece = [];
  };
  for (const [i, step] of steps.entries()) {
    const [bottom, top] = [low[i], high[i]];
    if (typeof bottom !== "number" || typeof top !== "number") fill();
    else {
      const x = placeOn(axes.x, step) * width;
      piece.push([x, heightOf(surface, axes.y, bottom), heightOf(surface, axes.y, top)]);
    }
  }
  fill();
}

/**
 * @param {Surface} surface @param {{ x: Axis, y: Axis }} axes @param {number[]} steps
 * @param {Column} values @param {string} colour @param {number} thickness @param {number[]} [dash]
 */
export function drawLine(surface, axes, steps, values, colour, thickness, dash = []) {
  const { context, width } = surface;
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = thickness;
  context.lineJoin = "round";
  context.setLineDash(dash);
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
  context.setLineDash([]);
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
