/**
 * What can be pointed at in the network: a neuron, an edge by the neuron it leads to, or a bias.
 *
 * @typedef {{ kind: "neuron", layer: number, unit: number }} NeuronTarget
 * @typedef {{ kind: "edge", layer: number, unit: number, input: number }} EdgeTarget  `input`: the
 *   unit of the layer before
 * @typedef {{ kind: "bias", layer: number, unit: number }} BiasTarget
 * @typedef {NeuronTarget | EdgeTarget | BiasTarget} Target
 */

import { weightsRead } from "./weights.js";

/** @param {number} layer @param {number} unit @returns {NeuronTarget} */
export const neuronAt = (layer, unit) => ({ kind: "neuron", layer, unit });

/**
 * A parameter of a neuron.
 * @param {number} layer @param {number} unit @param {number | null} input  null for the bias
 * @returns {EdgeTarget | BiasTarget}
 */
export const parameterAt = (layer, unit, input) =>
  input === null ? { kind: "bias", layer, unit } : { kind: "edge", layer, unit, input };

/** The weight's place in its neuron's row; null for a bias or a neuron. @param {Target} target */
export const inputOf = (target) => (target.kind === "edge" ? target.input : null);

/** @param {Target | null | undefined} a @param {Target | null | undefined} b */
export function sameTarget(a, b) {
  if (!a || !b) return !a && !b;
  return a.kind === b.kind && sameNeuron(a, b) && inputOf(a) === inputOf(b);
}

/**
 * Whether two targets belong to the same neuron.
 * @param {{ layer: number, unit: number } | null | undefined} a
 * @param {{ layer: number, unit: number } | null | undefined} b
 */
export const sameNeuron = (a, b) => a?.layer === b?.layer && a?.unit === b?.unit;

/**
 * Whether a network with these layers has it.
 * @param {import("./weights.js").LayerLike[]} layers @param {Target} target
 */
export function exists(layers, target) {
  const { layer, unit } = target;
  if (!(unit < (layers[layer]?.units ?? 0))) return false;
  if (target.kind === "neuron") return true;
  return layer > 0 && (target.kind === "bias" || target.input < weightsRead(layers, layer));
}

/** The neurons that a target is, or lies between. @param {Target} target @returns {NeuronTarget[]} */
export function endsOf(target) {
  const neuron = neuronAt(target.layer, target.unit);
  return target.kind === "edge" ? [neuronAt(target.layer - 1, target.input), neuron] : [neuron];
}
