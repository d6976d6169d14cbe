/** A neuron adds up what comes in, adds its bias, and bends the sum. */
/** @typedef {import("./focus.js").Focus} Focus */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */
import { functionOf } from "../detection.js";
import { rounded, settle } from "./digits.js";
import { focusOf, isDense, outputOf } from "./focus.js";
import {
  A,
  B,
  coloured,
  equals,
  GAP,
  join,
  MINUS,
  number,
  PLUS,
  piece,
  signed,
  TIMES,
  W,
  Z,
} from "./formula.js";
import { curveOf, functionName, neuronName, outcome } from "./names.js";
import { products, productsShown } from "./products.js";
import { biasOf, forwardSum, leading } from "./sums.js";

/**
 * Digits of the operands, of z, and of what comes out.
 * @type {[number, number, number][]}
 */
const ATTEMPTS = [
  [3, 3, 3],
  [4, 3, 3],
  [3, 3, 2],
  [4, 3, 2],
  [3, 2, 2],
  [4, 2, 2],
  [4, 4, 3],
  [5, 4, 3],
  [5, 3, 2],
  [6, 3, 2],
  [7, 3, 2],
];

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellForward(numbers, context, detail) {
  const { say } = context;
  const focus = focusOf(numbers, context.chosen);
  const { layer } = numbers.header;
  const parts = focus && partsOf(numbers, focus);
  if (!parts) return { sentence: say("tell.other", { layer }), ...NOTHING };
  const { sum, bias, z, a } = parts;
  const activation = functionOf(numbers.layout.layers[layer], focus.unit);
  const output = layer === outputOf(numbers);
  const name = functionName(activation);
  const sentence = say(output ? "tell.forward.output" : "tell.forward", {
    neuron: neuronName(numbers, focus, say),
    count: sum.terms.length,
    bend: name ? say("tell.bend", { activation: name.text }) : "",
  });
  const lead = leading(sum, Math.max(0, detail - 1));
  const f = curveOf(activation)?.value;
  const { digits, exact } = settle(ATTEMPTS, (d, zDigits, aDigits) => {
    const shown = rounded(z, zDigits);
    return (
      rounded(productsShown(lead, d) + rounded(bias, d), zDigits) === shown &&
      (!f || rounded(f(shown), aDigits) === rounded(a, aDigits))
    );
  });
  const [d, zDigits, aDigits] = digits;
  const formula = join(
    Z,
    piece(" = ", "="),
    ...(detail > 0 ? [piece("Σ ", "\\textstyle\\sum "), W, TIMES, A, PLUS, B, equals(exact)] : []),
    products(lead, d, "fwd", say),
    bias < 0 ? MINUS : PLUS,
    signed(bias, number(Math.abs(bias), d)),
    equals(exact),
    number(z, zDigits),
    GAP,
    bending(outcome(output), activation, number(z, zDigits), number(a, aDigits), exact),
  );
  return { sentence, formula, note: "", focus, values: { z, a, b: bias, sum: sum.total } };
}

export const NOTHING = { formula: null, note: "", focus: null, values: {} };

/**
 * The numbers of a dense neuron going forward.
 * @param {Numbers} numbers @param {Focus} focus
 */
export function partsOf(numbers, { layer, unit }) {
  const parameters = numbers.tensor("parameters", layer);
  const before = numbers.tensor("activations", layer - 1);
  const z = numbers.tensor("pre_activations", layer)?.[unit];
  const a = numbers.tensor("activations", layer)?.[unit];
  if (!parameters || !before || z === undefined || a === undefined) return null;
  if (!isDense(numbers, layer)) return null;
  const bias = biasOf(parameters, before.length, unit);
  return { sum: forwardSum(parameters, before, unit), bias, z, a };
}

/**
 * a = tanh(z) = 0.31
 * @param {Formula} letter @param {string | null} activation @param {Formula} z @param {Formula} a
 * @param {boolean} exact @returns {Formula}
 */
function bending(letter, activation, z, a, exact) {
  const f = functionName(activation);
  const result = coloured("fwd", a);
  if (!f) return join(letter, equals(true), Z, equals(true), result);
  if (activation === "softmax") {
    const share = piece("e^z / Σ e^z", "e^{z}/\\textstyle\\sum e^{z}");
    return join(letter, equals(true), share, equals(true), result);
  }
  return join(letter, equals(true), f, piece("("), z, piece(")"), equals(exact), result);
}
