/**
 * A unit of batch normalisation: γ times what it reads, centred and scaled, plus β. Frames do not
 * tell mean and spread; the normalised number and the factor γ/σ are read off what goes in and comes
 * out, which they determine.
 */
/** @typedef {import("../focus.js").Numbers} Numbers */
/** @typedef {import("./family.js").Family} Family */
import { A, join, NORMALISED, PLUS, piece, TIMES } from "../formula.js";
import { shortName } from "../names.js";
import { totalled } from "../sums.js";
import { largestIn, largestOf } from "./largest.js";
import { FLATTEN } from "./passing.js";
import { weighed } from "./weighing.js";

/** @param {Numbers} numbers @param {number} layer */
function layerOf(numbers, layer) {
  const learned = numbers.tensor("parameters", layer);
  const after = numbers.tensor("activations", layer);
  if (!learned || !after) return null;
  const parts = learned.length / 2;
  return { learned, after, parts, cells: after.length / parts };
}

/** What a number is after it was centred and scaled. @param {number} a @param {number} gamma @param {number} beta */
const normalised = (a, gamma, beta) => (a - beta) / gamma;

/**
 * γ/σ of the part that a unit is in: by how much what comes out differs where what goes in does.
 * @param {Numbers} numbers @param {number} layer @param {number} unit
 * @returns {number | null} null where the part is a single number, or all of it is alike
 */
function factorOf(numbers, layer, unit) {
  const found = layerOf(numbers, layer);
  const before = numbers.tensor("activations", layer - 1);
  if (!found || !before) return null;
  const { after, cells } = found;
  const first = Math.floor(unit / cells) * cells;
  let [low, high] = [first, first];
  for (let at = first; at < first + cells; at++) {
    if (before[at] < before[low]) low = at;
    if (before[at] > before[high]) high = at;
  }
  const apart = before[high] - before[low];
  return apart > 0 ? (after[high] - after[low]) / apart : null;
}

/** @type {Family} */
export const NORMALISATION = {
  ...FLATTEN,

  reading(numbers, { layer, unit }) {
    const found = layerOf(numbers, layer);
    if (!found) return null;
    const { learned, after, parts, cells } = found;
    const part = Math.floor(unit / cells);
    const [gamma, beta, a] = [learned[part], learned[parts + part], after[unit]];
    if (gamma === 0) return null;
    const carried = normalised(a, gamma, beta);
    const term = { at: unit, weight: gamma, carried, product: gamma * carried };
    return { sum: totalled([term]), bias: beta, z: a, a };
  },

  write: weighed(A, join(piece("γ", "\\gamma "), TIMES, NORMALISED, PLUS, piece("β", "\\beta "))),
  summed: "γ⋅â",

  returned(numbers, layer, unit) {
    const delta = numbers.tensor("deltas", layer)?.[unit];
    const factor = factorOf(numbers, layer, unit);
    if (delta === undefined || factor === null) return null;
    return totalled([{ at: unit, weight: factor, carried: delta, product: factor * delta }]);
  },

  blamed: (numbers, layer) => largestIn(numbers.tensor("deltas", layer)),

  gradient(numbers, { layer, unit }) {
    const found = layerOf(numbers, layer);
    const deltas = numbers.tensor("deltas", layer);
    const means = numbers.tensor("gradients", layer);
    if (!found || !deltas || !means) return null;
    const { learned, after, parts, cells } = found;
    const part = Math.floor(unit / cells);
    const [gamma, beta] = [learned[part], learned[parts + part]];
    if (gamma === 0) return null;
    const terms = Array.from({ length: cells }, (_, cell) => {
      const at = part * cells + cell;
      const weight = normalised(after[at], gamma, beta);
      return { at, weight, carried: deltas[at], product: weight * deltas[at] };
    });
    return { input: 0, terms, gradient: totalled(terms).total, mean: means[part] };
  },

  change(numbers, layer, unit) {
    const found = layerOf(numbers, layer);
    const before = numbers.tensor("before", layer);
    if (!found || !before) return null;
    const { learned, parts, cells } = found;
    const moved = (/** @type {number} */ part) => learned[part] - before[part];
    const part = unit === null ? largestOf(parts, moved) : Math.floor(unit / cells);
    if (part === null) return null;
    return { unit: unit ?? part * cells, input: 0, size: Math.abs(moved(part)) };
  },

  index: () => piece("γ", "\\gamma "),
  keys: {
    forward: "tell.forward.batch_norm",
    backward: "tell.backward.batch_norm",
    update: "tell.update.batch_norm",
  },
  weight: (numbers, focus, _, say) => ({ name: shortName(numbers, focus, say) }),
};
