/** A neuron: a weight for each unit of the layer before, and a bias. */
/** @typedef {import("../focus.js").Numbers} Numbers */
/** @typedef {import("./family.js").Family} Family */
import { A, B, join, PLUS, piece, TIMES, W, Z } from "../formula.js";
import { edgeIndex, shortName } from "../names.js";
import { backwardSum, biasOf, forwardSum } from "../sums.js";
import { largestOf } from "./largest.js";
import { weighed } from "./weighing.js";

/** Whether every neuron of a layer has one weight for each of the layer before. @param {Numbers} numbers @param {number} layer */
export function isDense(numbers, layer) {
  const found = numbers.shape("parameters", layer);
  const [here, before] = [numbers.layout.layers[layer], numbers.layout.layers[layer - 1]];
  return !!here && !!before && found?.[0] === here.units && found?.[1] === before.units + 1;
}

/** @param {Numbers} numbers @param {number} layer */
const inputsOf = ({ layout }, layer) => layout.layers[layer - 1].units;

/** @type {Family} */
export const DENSE = {
  edges: true,

  reading(numbers, { layer, unit }) {
    const parameters = numbers.tensor("parameters", layer);
    const before = numbers.tensor("activations", layer - 1);
    const z = numbers.tensor("pre_activations", layer)?.[unit];
    const a = numbers.tensor("activations", layer)?.[unit];
    if (!parameters || !before || z === undefined || a === undefined) return null;
    if (!isDense(numbers, layer)) return null;
    const bias = biasOf(parameters, before.length, unit);
    return { sum: forwardSum(parameters, before, unit), bias, z, a };
  },

  write: weighed(Z, join(piece("Σ ", "\\textstyle\\sum "), W, TIMES, A, PLUS, B)),
  summed: "Σ w⋅a",

  returned(numbers, layer, unit) {
    const parameters = numbers.tensor("parameters", layer);
    const deltas = numbers.tensor("deltas", layer);
    if (!parameters || !deltas || !isDense(numbers, layer)) return null;
    return backwardSum(parameters, deltas, inputsOf(numbers, layer), unit);
  },

  receiver(numbers, layer) {
    const parameters = numbers.tensor("parameters", layer);
    const activations = numbers.tensor("activations", layer - 1);
    if (!parameters || !activations || !isDense(numbers, layer)) return null;
    const inputs = activations.length;
    const edge = largestOf((parameters.length / (inputs + 1)) * inputs, (at) => {
      const [unit, input] = [Math.floor(at / inputs), at % inputs];
      return parameters[unit * (inputs + 1) + input] * activations[input];
    });
    return edge === null ? null : Math.floor(edge / inputs);
  },

  blamed(numbers, layer) {
    const parameters = numbers.tensor("parameters", layer);
    const deltas = numbers.tensor("deltas", layer);
    if (!parameters || !deltas || !isDense(numbers, layer)) return null;
    const inputs = inputsOf(numbers, layer);
    const edge = largestOf(deltas.length * inputs, (at) => {
      const [unit, input] = [Math.floor(at / inputs), at % inputs];
      return parameters[unit * (inputs + 1) + input] * deltas[unit];
    });
    return edge === null ? null : edge % inputs;
  },

  gradient(numbers, { layer, unit }) {
    const activations = numbers.tensor("activations", layer - 1);
    const delta = numbers.tensor("deltas", layer)?.[unit];
    const means = numbers.tensor("gradients", layer);
    if (!activations || delta === undefined || !means || !isDense(numbers, layer)) return null;
    const input = largestOf(activations.length, (at) => activations[at]) ?? 0;
    const gradient = activations[input] * delta;
    const term = { at: unit, weight: activations[input], carried: delta, product: gradient };
    const mean = means[unit * (activations.length + 1) + input];
    return { input, terms: [term], gradient, mean };
  },

  change(numbers, layer, unit) {
    const [before, now] = [numbers.tensor("before", layer), numbers.tensor("parameters", layer)];
    if (!before || !now || !isDense(numbers, layer)) return null;
    const inputs = inputsOf(numbers, layer);
    const first = (unit ?? 0) * inputs;
    const count = unit === null ? numbers.layout.layers[layer].units * inputs : inputs;
    const place = (/** @type {number} */ at) => {
      const edge = first + at;
      return Math.floor(edge / inputs) * (inputs + 1) + (edge % inputs);
    };
    const at = largestOf(count, (edge) => now[place(edge)] - before[place(edge)]);
    if (at === null) return null;
    const size = Math.abs(now[place(at)] - before[place(at)]);
    return { unit: Math.floor((first + at) / inputs), input: (first + at) % inputs, size };
  },

  index: edgeIndex,
  keys: { forward: "tell.forward", backward: "tell.backward", update: "tell.update" },
  weight: (numbers, focus, input, say) => ({
    from: shortName(numbers, { layer: focus.layer - 1, unit: input }, say),
    to: shortName(numbers, focus, say),
  }),
};
