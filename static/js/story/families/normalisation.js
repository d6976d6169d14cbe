/**
 * A unit of batch normalisation: what it reads, centred by the mean μ and divided by the spread
 * √(σ² + ε), times γ, plus β. The followed sample is normalised by the mean and variance that are
 * remembered; the mini-batch, which trains, by its own.
 */
/** @typedef {import("../focus.js").Focus} Focus */
/** @typedef {import("../focus.js").Numbers} Numbers */
/** @typedef {import("./family.js").Family} Family */
/** @typedef {import("./family.js").Centred} Centred */
import { formatQuantity } from "../../format.js";
import { ATTEMPTS, rounded, settle } from "../digits.js";
import {
  A,
  BEFORE,
  equals,
  factor,
  GAP,
  join,
  NORMALISED,
  number,
  PLUS,
  piece,
  root,
  TIMES,
} from "../formula.js";
import { shortName } from "../names.js";
import { totalled } from "../sums.js";
import { largestIn, largestOf } from "./largest.js";
import { FLATTEN } from "./passing.js";
import { weighed } from "./weighing.js";

/** Added to variances, as in app/nn/layers/batch_norm.py. */
export const EPSILON = 1e-5;

/** From this level of detail on â is worked out, too. */
const CENTRED = 3;

/** @param {Numbers} numbers @param {number} layer */
function layerOf(numbers, layer) {
  const learned = numbers.tensor("parameters", layer);
  const before = numbers.tensor("activations", layer - 1);
  const after = numbers.tensor("activations", layer);
  const means = numbers.tensor("mean", layer);
  const variances = numbers.tensor("variance", layer);
  if (!learned || !before || !after || !means || !variances) return null;
  const parts = learned.length / 2;
  return { learned, before, after, means, variances, parts, cells: after.length / parts };
}

/**
 * How a unit is centred and divided.
 * @param {NonNullable<ReturnType<typeof layerOf>>} found @param {number} unit @returns {Centred}
 */
function centred({ before, means, variances, cells }, unit) {
  const part = Math.floor(unit / cells);
  const [mean, variance] = [means[part], variances[part]];
  const normal = (before[unit] - mean) / Math.sqrt(variance + EPSILON);
  return { before: before[unit], mean, variance, normal };
}

/** â = (a₋₁ − μ) / √(σ² + ε). @param {Centred} _ */
function writeCentred({ before, mean, variance, normal }) {
  const under = variance + EPSILON;
  const { digits, exact } = settle(ATTEMPTS, (d, result) => {
    const apart = rounded(before, d) - rounded(mean, d);
    return rounded(apart / Math.sqrt(rounded(under, d)), result) === rounded(normal, result);
  });
  const [d, result] = digits;
  const [open, minus, close] = [piece("("), piece(" − ", "-"), piece(")/", ")/")];
  const squared = piece("σ² + ε", "\\sigma^2+\\varepsilon ");
  return [
    ...[NORMALISED, equals(true), open, BEFORE, minus, piece("μ", "\\mu "), close],
    ...[root(squared), equals(exact), open, number(before, d), minus, factor(mean, d), close],
    ...[root(number(under, d)), equals(exact), number(normal, result)],
  ];
}

const whole = weighed(
  A,
  join(piece("γ", "\\gamma "), TIMES, NORMALISED, PLUS, piece("β", "\\beta ")),
);

/** @type {Family} */
export const NORMALISATION = {
  ...FLATTEN,

  reading(numbers, { layer, unit }) {
    const found = layerOf(numbers, layer);
    if (!found) return null;
    const { learned, after, parts, cells } = found;
    const part = Math.floor(unit / cells);
    const [gamma, beta, a] = [learned[part], learned[parts + part], after[unit]];
    const how = centred(found, unit);
    const term = { at: unit, weight: gamma, carried: how.normal, product: gamma * how.normal };
    return { sum: totalled([term]), bias: beta, z: a, a, centred: how };
  },

  write(reading, telling) {
    const written = whole(reading, telling);
    if (!reading.centred || telling.detail < CENTRED) return written;
    const formula = join(...writeCentred(reading.centred), GAP, written.formula);
    return { ...written, formula };
  },
  summed: "γ⋅â",

  happened(numbers, { layer, unit }, { say }) {
    const found = layerOf(numbers, layer);
    const part = found && Math.floor(unit / found.cells);
    const mean = part === null ? undefined : numbers.tensor("batch.mean", layer)?.[part];
    const variance = part === null ? undefined : numbers.tensor("batch.variance", layer)?.[part];
    if (mean === undefined || variance === undefined || Number.isNaN(mean)) return null;
    const values = { mean: formatQuantity(mean), variance: formatQuantity(variance) };
    return { note: say("tell.note.batch_norm", values), values: { mean, variance } };
  },

  returned(numbers, layer, unit) {
    const found = layerOf(numbers, layer);
    const delta = numbers.tensor("deltas", layer)?.[unit];
    if (!found || delta === undefined) return null;
    const part = Math.floor(unit / found.cells);
    const scale = found.learned[part] / Math.sqrt(found.variances[part] + EPSILON);
    return totalled([{ at: unit, weight: scale, carried: delta, product: scale * delta }]);
  },

  blamed: (numbers, layer) => largestIn(numbers.tensor("deltas", layer)),

  gradient(numbers, { layer, unit }) {
    const found = layerOf(numbers, layer);
    const deltas = numbers.tensor("deltas", layer);
    const means = numbers.tensor("gradients", layer);
    if (!found || !deltas || !means) return null;
    const part = Math.floor(unit / found.cells);
    const terms = Array.from({ length: found.cells }, (_, cell) => {
      const at = part * found.cells + cell;
      const weight = centred(found, at).normal;
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
