/** A neuron's share in the loss, and the gradient of one of its weights. */
/** @typedef {import("./focus.js").Focus} Focus */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */
import { headsOf, isOfBox } from "../detection.js";
import { ATTEMPTS, rounded, settle } from "./digits.js";
import { focusOf, isDense, outputOf } from "./focus.js";
import {
  A,
  coloured,
  DELTA,
  DELTA_NEXT,
  equals,
  factor,
  G,
  GAP,
  join,
  number,
  P,
  piece,
  SLOPE,
  TIMES,
  W,
  words,
} from "./formula.js";
import { curveOf, neuronName, onEdge } from "./names.js";
import { products, productsShown } from "./products.js";
import { backwardSum, leading } from "./sums.js";
import { NOTHING } from "./tell-forward.js";

/** By the level of detail: terms of the sum, and how much of the gradient. */
const TERMS = [0, 1, 1, 2, 2, 4];
const GRADIENT = [0, 0, 1, 1, 2, 3];

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellBackward(numbers, context, detail) {
  const { say } = context;
  const focus = focusOf(numbers, context.chosen);
  const { layer } = numbers.header;
  const output = layer === outputOf(numbers);
  const parts = focus && (output ? atOutput(numbers, focus, context) : inside(numbers, focus));
  if (!focus || !parts) return { sentence: say("tell.other.back", { layer }), ...NOTHING };
  const edge = gradientOf(numbers, focus);
  const boxed = isOfBox(numbers.layout.layers[layer], focus.unit);
  const key = boxed ? "tell.backward.box" : "tell.backward.output";
  const sentence = say(output ? key : "tell.backward", {
    neuron: neuronName(numbers, focus, say),
  });
  const pieces = [DELTA, equals(true), ...parts.write(TERMS[detail], say)];
  const much = GRADIENT[detail];
  if (edge && much > 0) pieces.push(GAP, ...writeGradient(numbers, focus, edge, much, say));
  return {
    sentence,
    formula: join(...pieces),
    note: say("tell.note.sample"),
    focus,
    values: { ...parts.values, ...(edge ? { g: edge.gradient, mean: edge.mean } : {}) },
  };
}

/** @param {Numbers} numbers @param {Focus} focus @param {Context} context */
function atOutput(numbers, { layer, unit }, { data }) {
  const p = numbers.tensor("activations", layer)?.[unit];
  const target = numbers.tensor("target", layer)?.[unit];
  const delta = numbers.tensor("deltas", layer)?.[unit];
  if (p === undefined || target === undefined || delta === undefined) return null;
  if (isOfBox(numbers.layout.layers[layer], unit)) return ofBox(numbers, p, target, delta);
  // The square's derivative doubles the difference; cross-entropy with its link does not.
  const twice = data.task === "regression" ? 2 : 1;
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) =>
      rounded(twice * (rounded(p, d) - rounded(target, d)), result) === rounded(delta, result),
  );
  const [open, close] = twice === 2 ? [piece("2·(", "2\\,("), piece(")")] : [piece(""), piece("")];
  const minus = piece(" − ", "-");
  return {
    values: { p, target, delta },
    write: (/** @type {number} */ _, /** @type {import("./names.js").Say} */ say) => [
      ...[open, P, minus, words(say("tell.target")), close, equals(true)],
      ...[open, coloured("fwd", number(p, digits[0])), minus, factor(target, digits[0]), close],
      ...[equals(exact), coloured("bwd", number(delta, digits[1]))],
    ],
  };
}

/**
 * Of a number of a box: the slope of smooth L1, which no longer grows beyond β, times that of the
 * sigmoid.
 * @param {Numbers} numbers @param {number} p @param {number} target @param {number} delta
 */
function ofBox(numbers, p, target, delta) {
  const { box_weight: weight, threshold } = headsOf(numbers);
  const steep = weight / threshold;
  const held = Math.max(-threshold, Math.min(threshold, p - target));
  const slope = p * (1 - p);
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) =>
      rounded(steep * rounded(slope, d) * rounded(held, d), result) === rounded(delta, result),
  );
  const [d, result] = digits;
  return {
    values: { p, target, delta },
    write: (/** @type {number} */ _, /** @type {import("./names.js").Say} */ say) => [
      ...[piece("λ/β", "\\lambda/\\beta"), TIMES, P, piece("(1 − ", "(1-"), P, piece(")"), TIMES],
      ...[words(say("tell.box.error")), equals(true), number(steep, 3), TIMES, number(slope, d)],
      ...[TIMES, factor(held, d), equals(exact), coloured("bwd", number(delta, result))],
    ],
  };
}

/**
 * The numbers of a neuron inside the network, going backward.
 * @param {Numbers} numbers @param {Focus} focus
 */
export function blameOf(numbers, { layer, unit }) {
  const parameters = numbers.tensor("parameters", layer + 1);
  const next = numbers.tensor("deltas", layer + 1);
  const delta = numbers.tensor("deltas", layer)?.[unit];
  const z = numbers.tensor("pre_activations", layer)?.[unit];
  const activation = curveOf(numbers.layout.layers[layer].activation);
  if (!parameters || !next || delta === undefined || z === undefined || !activation) return null;
  if (!isDense(numbers, layer + 1)) return null;
  const sum = backwardSum(parameters, next, numbers.layout.layers[layer].units, unit);
  return { sum, slope: activation.slope(z), delta, z };
}

/** @param {Numbers} numbers @param {Focus} focus */
function inside(numbers, focus) {
  const blame = blameOf(numbers, focus);
  if (!blame) return null;
  const { sum, slope, delta } = blame;
  return {
    values: { sum: sum.total, slope, delta },
    /** @param {number} terms @param {import("./names.js").Say} say */
    write(terms, say) {
      const lead = leading(sum, terms);
      const { digits, exact } = settle(ATTEMPTS, (d, result) => {
        const product = productsShown(lead, d) * rounded(slope, d);
        return rounded(product, result) === rounded(delta, result);
      });
      const [d, result] = digits;
      return [
        ...[piece("(Σ ", "(\\textstyle\\sum "), W, TIMES, DELTA_NEXT, piece(")"), TIMES, SLOPE],
        ...[equals(exact), ...bracketed(products(lead, d, "bwd", say), lead), TIMES],
        ...[number(slope, d), equals(exact), coloured("bwd", number(delta, result))],
      ];
    },
  };
}

/** One term that stands in brackets already needs no others. @param {Formula} sum @param {ReturnType<typeof leading>} lead */
const bracketed = (sum, { shown }) => (shown.length ? [piece("("), sum, piece(")")] : [sum]);

/**
 * The incoming weight with the largest gradient for this sample: activation times delta.
 * @param {Numbers} numbers @param {Focus} focus
 */
export function gradientOf(numbers, { layer, unit }) {
  const activations = numbers.tensor("activations", layer - 1);
  const delta = numbers.tensor("deltas", layer)?.[unit];
  const means = numbers.tensor("gradients", layer);
  if (!activations || delta === undefined || !means || !isDense(numbers, layer)) return null;
  let input = 0;
  for (let j = 1; j < activations.length; j++) {
    if (Math.abs(activations[j]) > Math.abs(activations[input])) input = j;
  }
  const activation = activations[input];
  const mean = means[unit * (activations.length + 1) + input];
  return { input, activation, delta, gradient: activation * delta, mean };
}

/**
 * @param {Numbers} numbers @param {Focus} focus
 * @param {NonNullable<ReturnType<typeof gradientOf>>} edge
 * @param {number} much  1 to 3 @param {import("./names.js").Say} say @returns {Formula[]}
 */
function writeGradient(numbers, focus, { input, activation, delta, gradient, mean }, much, say) {
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) =>
      rounded(rounded(activation, d) * rounded(delta, d), result) === rounded(gradient, result),
  );
  const [d, result] = digits;
  const written = [
    ...[onEdge(numbers, G, focus, input, say), equals(exact)],
    ...(much > 1 ? [A, TIMES, DELTA, equals(exact)] : []),
    ...[coloured("fwd", factor(activation, d)), TIMES, coloured("bwd", factor(delta, d))],
    ...[equals(exact), number(gradient, result)],
  ];
  if (much < 3) return written;
  return [...written, GAP, words(say("tell.mean")), equals(true), number(mean, 3)];
}
