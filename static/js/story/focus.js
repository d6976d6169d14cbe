/**
 * The one neuron of a phase whose numbers are told: the chosen one where it stands in the phase's
 * layer, else the one that the strongest contribution leads to, unless nothing comes of it there.
 *
 * @typedef {import("../types.js").Header} Header
 * @typedef {import("../types.js").Layout} Layout
 * @typedef {import("../types.js").TensorView} TensorView
 * @typedef {{ layer: number, unit: number }} Focus
 * @typedef {object} Numbers  static/js/picture.js, or anything that holds numbers like it
 * @property {Layout} layout
 * @property {Header} header
 * @property {(role: string, layer: number) => TensorView | null} tensor
 * @property {(role: string, layer: number) => number[] | null} shape
 * @property {(part: string) => number | null} stepOf
 * @property {(part: string) => boolean} isOfNow
 */

import { largestIn } from "./families/largest.js";
import { familyOf } from "./families/registry.js";

/** @param {Numbers} numbers */
export const outputOf = ({ layout }) => layout.layers.length - 1;

/** Whether the numbers that are told are those of this very phase. @param {Numbers} numbers */
export const isWhole = (numbers) =>
  numbers.isOfNow("exact") &&
  numbers.stepOf("spotlight") === numbers.header.step &&
  (!hasMaps(numbers) || numbers.isOfNow(CELLS));

/** The part with the numbers of cells, which there is where a layer holds maps. */
const CELLS = "spotlight_exact";

/** @param {Numbers} numbers */
const hasMaps = ({ layout }) => layout.parts.some(({ name }) => name === CELLS);

/**
 * @param {Numbers} numbers @param {Focus | null} chosen
 * @returns {Focus | null} null where the phase is about no neuron, or its numbers have not come
 */
export function focusOf(numbers, chosen) {
  const { phase, layer } = numbers.header;
  const last = outputOf(numbers);
  if (phase === "forward") return ofLayer(numbers, layer, chosen, receiver);
  if (phase === "loss") return ofLayer(numbers, last, null, answering);
  if (phase === "backward")
    return ofLayer(numbers, layer, chosen, layer === last ? largestDelta : mostBlamed);
  return phase === "update" ? mostChanged(numbers, chosen) : null;
}

/**
 * @param {Numbers} numbers @param {number} layer @param {Focus | null} chosen
 * @param {(numbers: Numbers, layer: number) => number | null} choose
 */
function ofLayer(numbers, layer, chosen, choose) {
  if (chosen?.layer === layer) return { layer, unit: chosen.unit };
  const unit = choose(numbers, layer);
  return unit === null ? null : { layer, unit };
}

/** Where the strongest contribution leads to. @param {Numbers} numbers @param {number} layer */
const receiver = (numbers, layer) =>
  unlessNothing(
    familyOf(numbers, layer).receiver(numbers, layer),
    numbers.tensor("activations", layer),
  );

/** Where the strongest one leads back to. @param {Numbers} numbers @param {number} layer */
const mostBlamed = (numbers, layer) =>
  unlessNothing(
    familyOf(numbers, layer + 1).blamed(numbers, layer + 1),
    numbers.tensor("deltas", layer),
  );

/**
 * A sum that ends in 0, as a ReLU's often does, tells little: then the unit with the largest result.
 * @param {number | null} unit @param {TensorView | null} results
 */
function unlessNothing(unit, results) {
  if (unit === null || !results || results[unit] !== 0) return unit;
  const largest = largestIn(results) ?? unit;
  return results[largest] === 0 ? unit : largest;
}

/** The output that should answer: that of the right class. @param {Numbers} numbers @param {number} last */
const answering = (numbers, last) => largestIn(numbers.tensor("target", last));

/** @param {Numbers} numbers @param {number} layer */
const largestDelta = (numbers, layer) => largestIn(numbers.tensor("deltas", layer));

/** @param {Numbers} numbers @param {Focus | null} chosen */
function mostChanged(numbers, chosen) {
  if (chosen && largestChange(numbers, chosen.layer, chosen.unit)) {
    return { layer: chosen.layer, unit: chosen.unit };
  }
  /** @type {Focus | null} */
  let found = null;
  let most = -1;
  for (let layer = 1; layer <= outputOf(numbers); layer++) {
    const change = largestChange(numbers, layer, null);
    if (change && change.size > most) [found, most] = [{ layer, unit: change.unit }, change.size];
  }
  return found;
}

/**
 * The weight that a step changed the most, of a layer or of one of its units.
 * @param {Numbers} numbers @param {number} layer @param {number | null} unit
 */
export const largestChange = (numbers, layer, unit) =>
  layer > 0 ? familyOf(numbers, layer).change(numbers, layer, unit) : null;
