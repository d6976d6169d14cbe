/**
 * What travels along the edges of one gap: forward w·a, backward w·δ. Parameters are rows of
 * inputs + 1 numbers, one row a unit, the bias last (docs/protocol.md).
 *
 * @typedef {object} Flow
 * @property {Int32Array} edges  unit × inputs + input, the strongest ones
 * @property {Float32Array} values  of all units × inputs edges
 * @property {number} most  absolute, over all edges of the gap: strength is relative to it
 * @property {number} inputs
 */
import { largest, strongest } from "./ranking.js";

/**
 * The weights alone, without the biases.
 * @param {ArrayLike<number>} parameters @param {number} units @param {number} inputs
 * @returns {Float32Array} units × inputs
 */
export function weightsOf(parameters, units, inputs) {
  const weights = new Float32Array(units * inputs);
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++) weights[i * inputs + j] = parameters[i * (inputs + 1) + j];
  }
  return weights;
}

/**
 * Forward: each weight times the activation it starts from.
 * @param {ArrayLike<number>} parameters @param {ArrayLike<number>} activations  of the layer before
 * @param {number} units @param {number} count  how many edges at most
 * @returns {Flow}
 */
export function forwardFlow(parameters, activations, units, count) {
  const inputs = activations.length;
  const values = weightsOf(parameters, units, inputs);
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++) values[i * inputs + j] *= activations[j];
  }
  return {
    edges: strongest(values, count),
    values,
    most: largest(values),
    inputs,
  };
}

/**
 * Backward: each weight times the delta of the unit it leads to.
 * @param {ArrayLike<number>} parameters @param {ArrayLike<number>} deltas  of the layer behind
 * @param {number} inputs @param {number} count  how many edges at most
 * @returns {Flow}
 */
export function backwardFlow(parameters, deltas, inputs, count) {
  const units = deltas.length;
  const values = weightsOf(parameters, units, inputs);
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++) values[i * inputs + j] *= deltas[i];
  }
  return {
    edges: strongest(values, count),
    values,
    most: largest(values),
    inputs,
  };
}

/**
 * Parameters between two updates, for the moment in which edges move to their new widths.
 * @param {ArrayLike<number>} from @param {ArrayLike<number>} to @param {number} share  0 to 1
 */
export function between(from, to, share) {
  const now = new Float32Array(to.length);
  for (let i = 0; i < now.length; i++) now[i] = from[i] + (to[i] - from[i]) * share;
  return now;
}

/** @param {ArrayLike<number>} from @param {ArrayLike<number>} to */
export function changes(from, to) {
  const difference = new Float32Array(to.length);
  for (let i = 0; i < difference.length; i++) difference[i] = to[i] - from[i];
  return difference;
}
