/**
 * Beside a neuron: its sum, its bias, its curve and what comes out, each as large as it is read.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./story-place.js").Box} Box
 * @typedef {import("../story/focus.js").Focus} Focus
 * @typedef {import("../activations.js").Curve} Activation
 * @typedef {import("./story-curve.js").Point} Point
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} [brief]  where the name does not fit
 * @property {string} value
 * @property {number} shown  0 to 1
 * @property {boolean} [strong]
 *
 * @typedef {object} Callout
 * @property {Row[]} above
 * @property {Row[]} below
 * @property {Activation | null} activation
 * @property {Point | null} point
 * @property {string} colour
 * @property {Near} [near]  what it belongs to, where that is not the neuron
 *
 * @typedef {{ x: number, y: number, reach: number }} Near
 */
import { css } from "../palette.js";
import { shorten } from "./labels.js";
import { drawCurve } from "./story-curve.js";
import { freePlace, obstacles } from "./story-place.js";

const PAD = 6;
/** Widths and heights of the curve that are tried, in units of the text's size. */
const SIZES = [
  [9.4, 5.8],
  [9, 4.8],
  [8.4, 4.4],
  [8.4, 3.4],
];

/** A callout that is further away than this is not seen together with its neuron. */
const NEAR = 190;

/** Its text, a little smaller than on the neurons where that is large. @param {Scene} scene */
const textOf = ({ geometry, palette }) => Math.max(11, geometry.text - 1, palette.leastText);

/**
 * The place of a callout and of the curve in it.
 * @param {Scene} scene @param {Focus} focus @param {Callout} callout
 * @param {Box[]} taken  other labels @param {Box[]} soft  edges that had better be seen
 * @returns {{ box: Box, curve: number } | null}
 */
export function placeCallout(scene, focus, callout, taken, soft) {
  const { geometry, header, top } = scene;
  const near = callout.near ?? neuronAt(scene, focus);
  const forward = header.phase === "forward";
  const rows = callout.above.length + callout.below.length;
  const text = textOf(scene);
  const sizes = SIZES.map(([width, height]) => {
    const curve = callout.activation ? Math.round(height * text) : 0;
    const size = {
      width: Math.round(width * text) + 2 * PAD,
      height: rows * (text + 5) + curve + 2 * PAD,
    };
    return { curve, size };
  });
  const { layer } = focus;
  const all = [...obstacles(geometry), ...taken];
  // No room near by: rather over neurons that have not been reached than over what is told, or far
  // away from it.
  const told = [
    ...obstacles(geometry, (index) => (forward ? index <= layer : index >= layer)),
    ...taken,
  ];
  /** @type {[Box[], number][]} */
  const passes = [
    [all, NEAR],
    [told, NEAR],
    [told, Infinity],
  ];
  for (const [hard, limit] of passes) {
    for (const { curve, size } of sizes) {
      const box = freePlace(geometry, size, near, { top, limit }, hard, soft, forward ? 1 : -1);
      if (box) return { box, curve };
    }
  }
  return null;
}

/**
 * @param {Context} context @param {Scene} scene @param {Focus} focus @param {Callout} callout
 * @param {{ box: Box, curve: number }} place @param {number} alpha
 */
export function drawCallout(context, scene, focus, callout, { box, curve }, alpha) {
  if (alpha <= 0) return;
  const { palette } = scene;
  const text = textOf(scene);
  context.globalAlpha = alpha;
  drawPointer(context, box, callout.near ?? neuronAt(scene, focus), callout.colour);
  context.fillStyle = css(palette.panel);
  context.strokeStyle = callout.colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 10);
  context.fill();
  context.stroke();
  const step = text + 5;
  let y = box.y + PAD;
  /** @param {Row} row */
  const write = ({ name, brief, value, shown, strong }) => {
    context.globalAlpha = alpha * shown;
    context.textBaseline = "middle";
    const room = box.width - 2 * PAD - 6;
    context.font = `${strong ? 700 : 600} ${text}px ${palette.font}`;
    const wide = context.measureText(value).width;
    context.textAlign = "right";
    context.fillStyle = strong ? callout.colour : css(palette.ink);
    context.fillText(value, box.x + box.width - PAD, y + step / 2);
    context.textAlign = "left";
    context.fillStyle = css(strong ? palette.ink : palette.soft);
    context.font = `${strong ? 700 : 400} ${text}px ${palette.font}`;
    const measure = (/** @type {string} */ part) => context.measureText(part).width;
    const fitting = brief && measure(name) > room - wide ? brief : name;
    context.fillText(shorten(fitting, room - wide, measure), box.x + PAD, y + step / 2);
    y += step;
  };
  callout.above.forEach(write);
  context.globalAlpha = alpha;
  if (callout.activation && callout.point) {
    const inner = { x: box.x + PAD, y: y + 2, width: box.width - 2 * PAD, height: curve - 4 };
    drawCurve(context, inner, palette, callout.activation, callout.point);
    y += curve;
  }
  callout.below.forEach(write);
  context.globalAlpha = 1;
}

/** @param {Scene} scene @param {Focus} focus @returns {Near} */
function neuronAt({ geometry }, { layer, unit }) {
  const column = geometry.columns[layer];
  const { x, width } = column.form.boxOf(column, unit);
  return { x: x + width / 2, y: column.y[unit], reach: column.cell / 2 };
}

/** @param {Context} context @param {Box} box @param {Near} to @param {string} colour */
function drawPointer(context, box, { x, y, reach }, colour) {
  const fromX = Math.max(box.x, Math.min(box.x + box.width, x));
  const fromY = Math.max(box.y + 8, Math.min(box.y + box.height - 8, y));
  const away = Math.hypot(fromX - x, fromY - y);
  if (away <= reach) return;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(x + ((fromX - x) * reach) / away, y + ((fromY - y) * reach) / away);
  context.stroke();
}
