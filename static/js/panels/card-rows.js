/**
 * The numbers of what is pointed at, for the sample that is followed: exact where they came in 32
 * bits. Only what the phase has brought about.
 *
 * @typedef {import("../networks.js").Network} Network
 * @typedef {import("../target.js").Target} Target
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {Pick<import("../types.js").Header, "phase" | "layer">} PhaseNow
 * @typedef {{ symbol: string, name: string, value: number, rounded?: boolean }} Row
 */

import { cellsExact } from "../stage/exactness.js";
import { followable } from "../store.js";
import { inputOf } from "../target.js";
import { activationKnown, deltaKnown } from "../visible.js";
import { biasPlace, parameterPlace, weightsRead } from "../weights.js";

const WHOLE_STEP = { phase: /** @type {const} */ ("update"), layer: 0 };

/** At a speed at which no phase can be followed everything belongs to a whole step. @param {Network} network */
export const phaseNow = ({ numbers }) => {
  const now = numbers.value; // Read at any speed: the rows are made anew in the numbers' slow rhythm.
  return followable.value ? now : WHOLE_STEP;
};

/** @param {Target} target @param {Network} network @returns {Row[]} */
export function rowsOf(target, network) {
  const [picture, header] = [network.picture(), phaseNow(network)];
  if (!picture || !header) return [];
  const rows = target.kind === "neuron" ? neuronRows : parameterRows;
  return rows(target, picture, header).filter(
    ({ value }) => typeof value === "number" && !Number.isNaN(value),
  );
}

/** @param {Target} target @param {Picture} picture @param {PhaseNow} header @returns {Row[]} */
function neuronRows({ layer, unit }, picture, header) {
  const input = picture.layout.layers[layer]?.kind === "input";
  /** @param {string} role @param {boolean} known */
  const value = (role, known = true) =>
    (known ? picture.tensor(role, layer)?.[unit] : undefined) ?? Number.NaN;
  const reached = activationKnown(header, layer);
  return [
    { symbol: "b", name: "card.b", value: biasOf(picture, layer, unit) },
    { symbol: "z", name: "card.z", value: value("pre_activations", reached) },
    {
      symbol: input ? "x" : "a",
      name: input ? "card.x" : "card.a",
      value: value("activations", reached),
      rounded: !cellsExact(picture, layer),
    },
    { symbol: "y", name: "card.target", value: value("target") },
    {
      ...{ symbol: "δ", name: "card.delta", value: value("deltas", deltaKnown(header, layer)) },
      rounded: !cellsExact(picture, layer),
    },
  ];
}

/** @param {Picture} picture @param {number} layer @param {number} unit */
const biasOf = (picture, layer, unit) =>
  picture.tensor("biases", layer)?.[biasPlace(picture.layout.layers, { layer, unit }) ?? -1] ??
  Number.NaN;

/** @param {Target} target @param {Picture} picture @param {PhaseNow} header @returns {Row[]} */
function parameterRows(target, picture, header) {
  const { layers } = picture.layout;
  const input = inputOf(target);
  const at = parameterPlace(layers, target, input);
  if (at === null) return [];
  const { layer, unit } = target;
  const exact = picture.stepOf("exact") === picture.stepOf("network");
  const weight =
    (input === null ? biasOf(picture, layer, unit) : picture.tensor("parameters", layer)?.[at]) ??
    Number.NaN;
  const gradient = picture.tensor("gradients", layer)?.[at] ?? Number.NaN;
  const learned = { symbol: "g", name: "card.gradient", value: Number.NaN };
  if (deltaKnown(header, layer)) learned.value = gradient;
  if (input === null) return [{ symbol: "b", name: "card.b", value: weight }, learned];
  // A weight of a kernel meets as many activations as its map has cells.
  const meets = weightsRead(layers, layer) === layers[layer - 1].units;
  const known = meets && activationKnown(header, layer - 1);
  const before = known ? picture.tensor("activations", layer - 1) : null;
  const activation = before?.[input] ?? Number.NaN;
  return [
    { symbol: "w", name: "card.w", value: weight, rounded: !exact },
    { symbol: "a", name: "card.a", value: activation },
    {
      symbol: "w·a",
      name: "card.product",
      value: Math.fround(weight * activation),
      rounded: !exact,
    },
    learned,
  ];
}
