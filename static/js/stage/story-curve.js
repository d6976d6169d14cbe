/**
 * The curve of an activation function with the neuron's point on it, and its tangent there.
 *
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./story-place.js").Box} Box
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../activations.js").Curve} Activation
 *
 * @typedef {object} Point
 * @property {number} z  where it stands on the axis of sums
 * @property {number} rise  how far it has come from the axis to the curve, 0 to 1
 * @property {boolean} tangent
 */
import { css } from "../palette.js";

const SAMPLES = 48;
/** Both sides of 0 that are shown at least, so that every function has its shape. */
const REACH = 3;

/** @param {Activation} activation @param {number} z @returns {{ reach: number, low: number, high: number }} */
export function rangeOf(activation, z) {
  const reach = Math.max(REACH, Math.abs(z) * 1.25);
  let [low, high] = [0, 0];
  for (let i = 0; i <= SAMPLES; i++) {
    const a = activation.value(-reach + (2 * reach * i) / SAMPLES);
    [low, high] = [Math.min(low, a), Math.max(high, a)];
  }
  const air = 0.1 * (high - low);
  return { reach, low: low - air, high: high + air };
}

/**
 * @param {Context} context @param {Box} box @param {Palette} palette
 * @param {Activation} activation @param {Point} point
 */
export function drawCurve(context, box, palette, activation, { z, rise, tangent }) {
  const { reach, low, high } = rangeOf(activation, z);
  /** @param {number} at */
  const x = (at) => box.x + ((at + reach) / (2 * reach)) * box.width;
  /** @param {number} at */
  const y = (at) => box.y + box.height - ((at - low) / (high - low)) * box.height;
  context.lineWidth = 1;
  context.strokeStyle = css(palette.hair);
  line(context, x(-reach), y(0), x(reach), y(0));
  line(context, x(0), box.y, x(0), box.y + box.height);
  context.strokeStyle = css(palette.ink);
  context.lineWidth = 1.8;
  context.beginPath();
  for (let i = 0; i <= SAMPLES; i++) {
    const at = -reach + (2 * reach * i) / SAMPLES;
    context.lineTo(x(at), y(activation.value(at)));
  }
  context.stroke();
  const a = activation.value(z);
  const [px, py] = [x(z), y(a * rise)];
  context.strokeStyle = css(palette.fwd);
  context.lineWidth = 1.2;
  context.setLineDash([3, 3]);
  line(context, px, y(0), px, py);
  if (rise === 1) line(context, px, py, x(0), py);
  context.setLineDash([]);
  if (tangent) drawTangent(context, box, palette, [px, py], slopeOnScreen(activation.slope(z)));
  context.fillStyle = css(tangent ? palette.bwd : palette.fwd);
  context.strokeStyle = css(palette.panel);
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(px, py, 4.6, 0, Math.PI * 2);
  context.fill();
  context.stroke();

  /** @param {number} slope */
  function slopeOnScreen(slope) {
    return (slope * (box.height / (high - low))) / (box.width / (2 * reach));
  }
}

/** @param {Context} context @param {Box} box @param {Palette} palette @param {[number, number]} at @param {number} slope */
function drawTangent(context, box, palette, [x, y], slope) {
  const half = (box.width * 0.27) / Math.hypot(1, slope);
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = css(palette.bwd);
  context.lineWidth = 2.6;
  line(context, x - half, y + half * slope, x + half, y - half * slope);
  context.restore();
}

/** @param {Context} context @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function line(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
