/**
 * What things are called in sentences and formulas.
 *
 * @typedef {import("./focus.js").Focus} Focus
 * @typedef {import("./focus.js").Numbers} Numbers
 * @typedef {import("./formula.js").Formula} Formula
 * @typedef {(key: string, values?: Record<string, unknown>) => string} Say  static/js/i18n.js: t
 */
import { CURVES } from "../activations.js";
import { cellOf, mapsOf } from "../stage/windows.js";
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
 * "2.3": the third neuron of layer 2; cells by map, row and column; inputs and outputs by their names.
 * @param {Numbers} numbers @param {Focus} focus @param {Say} say
 */
export function shortName({ layout }, { layer, unit }, say) {
  const { kind, labels } = layout.layers[layer];
  if (layer > 0 && layout.layers[layer].shape?.length === 3) {
    const { map, row, column } = cellOf(layout.layers[layer], unit);
    return say("name.cell", { layer, map: map + 1, row: row + 1, column: column + 1 });
  }
  if (kind === "input") return labels?.[unit] || say("tell.input", { number: unit + 1 });
  return kind === "output" ? (labels?.[unit] ?? say("tell.out")) : `${layer}.${unit + 1}`;
}

/** As it stands at the beginning of a sentence. @param {Numbers} numbers @param {Focus} focus @param {Say} say */
export function neuronName(numbers, focus, say) {
  const { kind, labels } = numbers.layout.layers[focus.layer];
  const maps = numbers.layout.layers[focus.layer].shape?.length === 3;
  if (maps) return say("tell.cell", { name: shortName(numbers, focus, say) });
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
 * What stands below a letter that belongs to one edge, as w or g of 1.2→2.1.
 * @param {Numbers} numbers @param {Focus} to @param {number} input @param {Say} say
 * @returns {Formula}
 */
export function edgeIndex(numbers, to, input, say) {
  const from = index(numbers, { layer: to.layer - 1, unit: input }, say);
  return join(from, piece("→", "\\to "), index(numbers, to, say));
}

/** A letter with something below it. @param {Formula} letter @param {Formula} below @returns {Formula} */
export const indexed = (letter, below) => join(letter, piece("[", "_{"), below, piece("]", "}"));

/**
 * What every sentence may say of a unit: its name, where it stands, and its layer's settings.
 * @param {Numbers} numbers @param {Focus} focus @param {Say} say
 */
export function sentenceValues(numbers, focus, say) {
  const { layers } = numbers.layout;
  const [own, before] = [layers[focus.layer], layers[focus.layer - 1]];
  const { map, row, column } = cellOf(own, focus.unit);
  const [count] = mapsOf(before ?? own);
  const of = before?.kind === "input" ? say("tell.ofPicture") : say("tell.ofMaps", { count });
  return {
    ...{ neuron: neuronName(numbers, focus, say), map: map + 1, row: row + 1, column: column + 1 },
    ...{
      of,
      size: own.settings?.kernel_size,
      percent: Math.round(100 * (own.settings?.rate ?? 0)),
    },
  };
}

/**
 * Which sample of a mini-batch this is.
 * @param {{ sample: number }} whose  among the training samples, and behind them the corrections
 * @param {Pick<import("./telling.js").Context, "data" | "spotlight" | "say">} context
 */
export function whoseOf({ sample }, { data, spotlight, say }) {
  if (spotlight.split === "train" && spotlight.index === sample) return say("name.thisSample");
  if (sample >= data.train) return say("name.aCorrection");
  return say("name.trainSample", { number: sample + 1 });
}

/** a, or p where it is the network's answer. @param {boolean} output */
export const outcome = (output) => coloured("fwd", piece(output ? "p" : "a"));
