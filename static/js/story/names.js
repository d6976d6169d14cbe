/**
 * What things are called in sentences and formulas.
 *
 * @typedef {import("./focus.js").Focus} Focus
 * @typedef {import("./focus.js").Numbers} Numbers
 * @typedef {import("./formula.js").Formula} Formula
 * @typedef {(key: string, values?: Record<string, unknown>) => string} Say  static/js/i18n.js: t
 */
import { CURVES } from "../activations.js";
import { coloured, join, piece, words } from "./formula.js";

/**
 * @param {string | null | undefined} activation
 * @returns {import("../activations.js").Curve | null} null for softmax, which takes a whole layer
 */
export const curveOf = (activation) => CURVES[activation ?? ""] ?? null;

/** As functions are written in formulas. @type {Record<string, string>} */
const FUNCTIONS = {
  tanh: "tanh",
  relu: "ReLU",
  leaky_relu: "LeakyReLU",
  sigmoid: "σ",
  elu: "ELU",
  gelu: "GELU",
  softplus: "softplus",
  swish: "swish",
};

/** f as in f(z); null where the function changes nothing. @param {string | null} activation @returns {Formula | null} */
export function functionName(activation) {
  if (!activation || activation === "linear") return null;
  const name = FUNCTIONS[activation] ?? activation;
  if (name === "σ") return piece("σ", "\\sigma ");
  return piece(name, name === "tanh" ? "\\tanh " : `\\operatorname{${name.replace(/_/g, "\\_")}}`);
}

/**
 * "2.3": the third neuron of layer 2; inputs and outputs by their names.
 * @param {Numbers} numbers @param {Focus} focus @param {Say} say
 */
export function shortName({ layout }, { layer, unit }, say) {
  const { kind, labels } = layout.layers[layer];
  if (kind === "input") return labels?.[unit] || say("tell.input", { number: unit + 1 });
  return kind === "output" ? (labels?.[unit] ?? say("tell.out")) : `${layer}.${unit + 1}`;
}

/** As it stands at the beginning of a sentence. @param {Numbers} numbers @param {Focus} focus @param {Say} say */
export function neuronName(numbers, focus, say) {
  const { kind, labels } = numbers.layout.layers[focus.layer];
  if (kind !== "output") return say("tell.neuron", { name: shortName(numbers, focus, say) });
  const label = labels?.[focus.unit];
  return label ? say("tell.outputOf", { name: label }) : say("tell.output");
}

/** A name of an input as it stands in a formula: x², sin x, or words. @param {string} label @returns {Formula} */
export function inputName(label) {
  if (!/^(sin )?[xy][²y]?$/.test(label)) return words(label);
  return piece(label, label.replace("sin ", "\\sin ").replace("²", "^2"));
}

/** As it stands below a letter. @param {Numbers} numbers @param {Focus} focus @param {Say} say @returns {Formula} */
function index(numbers, focus, say) {
  const name = shortName(numbers, focus, say);
  return /^[\d.]+$/.test(name) ? piece(name) : inputName(name);
}

/**
 * A letter that belongs to one edge, as w or g of 1.2→2.1.
 * @param {Numbers} numbers @param {Formula} letter @param {Focus} to @param {number} input
 * @param {Say} say @returns {Formula}
 */
export function onEdge(numbers, letter, to, input, say) {
  const from = index(numbers, { layer: to.layer - 1, unit: input }, say);
  const arrow = piece("→", "\\to ");
  return join(letter, piece("[", "_{"), from, arrow, index(numbers, to, say), piece("]", "}"));
}

/** a, or p where it is the network's answer. @param {boolean} output */
export const outcome = (output) => coloured("fwd", piece(output ? "p" : "a"));
