/**
 * Answers that have two heads: shares of classes, and behind them a box: the centre's x and y, width
 * and height, as shares of the picture.
 *
 * @typedef {import("./types.js").LayoutLayer} LayoutLayer
 * @typedef {ArrayLike<number>} Numbers
 */

/** Numbers of a box, the last of the outputs. */
export const BOX = 4;

/** What the server calls both links at once. */
const TWO_HEADS = "softmax_and_sigmoid";

/** @param {Numbers} outputs  or targets */
export const classHead = (outputs) => Array.from(outputs).slice(0, -BOX);

/** @param {Numbers} outputs  or targets */
export const boxHead = (outputs) => Array.from(outputs).slice(-BOX);

/** Whether a unit is a number of a box. @param {LayoutLayer} layer @param {number} unit */
export const isOfBox = ({ activation, units }, unit) =>
  activation === TWO_HEADS && unit >= units - BOX;

/**
 * The function that a unit ends with: of the output, the link of its head.
 * @param {LayoutLayer} layer @param {number} unit
 */
export function functionOf(layer, unit) {
  if (layer.activation !== TWO_HEADS) return layer.activation;
  return isOfBox(layer, unit) ? "sigmoid" : "softmax";
}

/**
 * What the loss goes by: the weight of the box λ, and the threshold β of smooth L1.
 * @param {{ layout: import("./types.js").Layout }} numbers
 * @returns {{ box_weight: number, threshold: number }}
 */
export const headsOf = ({ layout }) =>
  /** @type {{ box_weight: number, threshold: number }} */ (
    layout.layers[layout.layers.length - 1].settings
  );

/**
 * What a box costs: smooth L1 of its four numbers, weighted.
 * @param {Numbers} box @param {Numbers} target @param {{ box_weight: number, threshold: number }} by
 */
export function boxLoss(box, target, { box_weight: weight, threshold }) {
  const costs = Array.from(box, (number, i) => {
    const error = Math.abs(number - target[i]);
    const held = Math.min(error, threshold);
    return (held * (error - held / 2)) / threshold;
  });
  return weight * costs.reduce((sum, cost) => sum + cost, 0);
}

/**
 * How well boxes fit: their mean intersection over union on the training and on the test samples. It
 * comes with the results, and so with fewer frames than the losses.
 * @param {import("./picture.js").Picture} picture
 * @returns {number[]} empty where it was not measured at the present step
 */
export function fitOf(picture) {
  if (picture.stepOf("results") !== picture.header.step) return [];
  const last = picture.layout.layers.at(-1)?.index ?? 0;
  return Array.from(picture.tensor("iou", last) ?? []);
}

/**
 * What two boxes have in common as a share of what they cover: 1 for equal ones.
 * @param {Numbers} box @param {Numbers} other
 */
export function intersectionOverUnion(box, other) {
  const [wide, high] = [overlap(box, other, 0), overlap(box, other, 1)];
  const common = wide * high;
  const union = box[2] * box[3] + other[2] * other[3] - common;
  return union > 0 ? common / union : 0;
}

/** Along one axis. @param {Numbers} box @param {Numbers} other @param {0 | 1} axis */
function overlap(box, other, axis) {
  const high = Math.min(box[axis] + box[axis + 2] / 2, other[axis] + other[axis + 2] / 2);
  const low = Math.max(box[axis] - box[axis + 2] / 2, other[axis] - other[axis + 2] / 2);
  return Math.max(0, high - low);
}

/**
 * A box within a picture that is drawn here: its upper left corner, width and height.
 * @param {Numbers} box @param {{ x: number, y: number, width: number, height: number }} picture
 * @returns {[number, number, number, number]}
 */
export const placed = (box, { x, y, width, height }) => [
  x + (box[0] - box[2] / 2) * width,
  y + (box[1] - box[3] / 2) * height,
  box[2] * width,
  box[3] * height,
];
