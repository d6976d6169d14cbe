/**
 * Numbers on edges: what they carry, their gradient, their weight before and after.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Column} Column
 * @typedef {import("./story-place.js").Box} Box
 *
 * @typedef {object} EdgeLabel
 * @property {number} layer  where the edge leads to
 * @property {number} input  index of the neuron that it comes from
 * @property {number} unit
 * @property {string} text
 * @property {string} brief  the number alone, where there is not room for more
 * @property {number | null} sign  a number whose sign is shown as a dot, or none
 * @property {string} colour
 * @property {number[]} ways  shares of the way from the start where it may stand, the best first
 */
import { css } from "../palette.js";
import { edgeEnd, edgeStart, edgeStartY } from "./column.js";
import { weightsOf } from "./contributions.js";
import { edgePoint } from "./curve.js";
import { largest } from "./ranking.js";
import { overlaps } from "./story-place.js";

/** Near the start of an edge, where those into one neuron lie apart, and near its end. */
export const NEAR_START = [0.34, 0.28, 0.4, 0.22, 0.46, 0.16, 0.52, 0.58, 0.64];
export const NEAR_END = NEAR_START.map((share) => 1 - share);
export const MIDDLE = [0.5, 0.44, 0.56, 0.38, 0.62, 0.3, 0.7];

/** @typedef {{ label: EdgeLabel, box: Box, small: boolean }} Placed  small: the number alone */

/** @param {Scene} scene @param {boolean} small */
const fontOf = ({ geometry, palette }, small) =>
  `600 ${Math.max(palette.leastText, geometry.text + (small ? -1 : 1))}px ${palette.font}`;

/**
 * A place for each label; one that finds none is left out rather than laid over another.
 * @param {Context} context @param {Scene} scene @param {EdgeLabel[]} labels
 * @param {Box[]} taken  grows by the labels' boxes
 * @returns {Placed[]}
 */
export function placeLabels(context, scene, labels, taken) {
  const { geometry } = scene;
  return labels.flatMap((label) => {
    for (const small of [false, true]) {
      context.font = fontOf(scene, small);
      const air = small ? 6 : label.sign === null ? 10 : 22;
      const width = context.measureText(small ? label.brief : label.text).width + air;
      const size = { width, height: geometry.text + (small ? 3 : 7) };
      const box = placeOnEdge(geometry.columns, label, size, taken);
      if (!box) continue;
      taken.push(box);
      return [{ label, box, small }];
    }
    return [];
  });
}

/** @param {Context} context @param {Scene} scene @param {Placed[]} placed @param {number} alpha */
export function drawLabelsOnEdges(context, scene, placed, alpha) {
  const { palette } = scene;
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const { label, box, small } of placed) {
    const dot = label.sign && !small;
    context.font = fontOf(scene, small);
    const middle = box.y + box.height / 2;
    context.globalAlpha = alpha * 0.94;
    context.fillStyle = css(palette.panel);
    context.strokeStyle = css(palette.hair);
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, box.height / 2);
    context.fill();
    context.stroke();
    context.globalAlpha = alpha;
    if (label.sign && dot) {
      context.fillStyle = css(label.sign < 0 ? palette.neg : palette.pos);
      context.beginPath();
      context.arc(box.x + 10, middle, 3.6, 0, Math.PI * 2);
      context.fill();
    }
    context.fillStyle = label.colour;
    const left = box.x + (small ? 3 : label.sign === null ? 5 : 17);
    context.fillText(small ? label.brief : label.text, left, middle + 0.5);
  }
  context.globalAlpha = 1;
}

/**
 * @param {Column[]} columns @param {EdgeLabel} label @param {{ width: number, height: number }} size
 * @param {Box[]} taken @returns {Box | null}
 */
function placeOnEdge(columns, { layer, input, unit, ways }, size, taken) {
  const [from, to] = [columns[layer - 1], columns[layer]];
  const ends = /** @type {const} */ ([
    edgeStart(from),
    edgeStartY(from, input),
    edgeEnd(to),
    to.y[unit],
  ]);
  for (const way of ways) {
    const [x, y] = edgePoint(...ends, way);
    const box = { x: x - size.width / 2, y: y - size.height / 2, ...size };
    if (box.x < ends[0] + 2 || box.x + box.width > ends[2] - 2) continue;
    if (!taken.some((other) => overlaps(box, other))) return box;
  }
  return null;
}

/**
 * As wide as all edges of its gap are: by its weight, relative to the largest.
 * @param {Scene} scene @param {number} layer @param {number} weight
 */
export function edgeWidth({ picture, geometry }, layer, weight) {
  const parameters = picture.tensor("parameters", layer);
  if (!parameters) return 1;
  const inputs = geometry.columns[layer - 1].units;
  const most = largest(weightsOf(parameters, geometry.columns[layer].units, inputs));
  const strength = most > 0 ? Math.abs(weight) / most : 0;
  return Math.max(1.2, (0.55 + 4.3 * strength ** 1.2) * geometry.scale);
}

/**
 * One edge in front of all others.
 * @param {Context} context @param {Scene} scene
 * @param {{ layer: number, input: number, unit: number }} edge
 * @param {string} colour @param {number} width @param {number} alpha
 */
export function strokeEdge(context, { geometry }, { layer, input, unit }, colour, width, alpha) {
  const [from, to] = [geometry.columns[layer - 1], geometry.columns[layer]];
  const [x0, y0, x1, y1] = [edgeStart(from), edgeStartY(from, input), edgeEnd(to), to.y[unit]];
  const middle = (x0 + x1) / 2;
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  context.stroke();
  context.globalAlpha = 1;
}
