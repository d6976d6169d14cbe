/**
 * A sum of weights times what they carry, with the terms that matter most.
 *
 * @typedef {object} Term
 * @property {number} at  index of the unit at the other end
 * @property {number} weight
 * @property {number} carried  its activation (forward) or delta (backward)
 * @property {number} product
 *
 * @typedef {object} Sum
 * @property {Term[]} terms  all of them, in the order of the drawing, from top to bottom
 * @property {number} total
 */
import { strongest } from "../stage/ranking.js";

/**
 * What a neuron adds up going forward, without its bias.
 * @param {ArrayLike<number>} parameters  units × (inputs + 1) @param {ArrayLike<number>} activations
 * @param {number} unit @returns {Sum}
 */
export function forwardSum(parameters, activations, unit) {
  const start = unit * (activations.length + 1);
  return sumUp(activations, (j) => parameters[start + j]);
}

/** @param {ArrayLike<number>} parameters @param {number} inputs @param {number} unit */
export const biasOf = (parameters, inputs, unit) => parameters[unit * (inputs + 1) + inputs];

/**
 * What a neuron gathers going backward from the layer behind it.
 * @param {ArrayLike<number>} parameters  of the layer behind, units × (inputs + 1)
 * @param {ArrayLike<number>} deltas  of the layer behind
 * @param {number} inputs  units of the neuron's own layer @param {number} unit @returns {Sum}
 */
export const backwardSum = (parameters, deltas, inputs, unit) =>
  sumUp(deltas, (i) => parameters[i * (inputs + 1) + unit]);

/** @param {ArrayLike<number>} carried @param {(at: number) => number} weightOf @returns {Sum} */
function sumUp(carried, weightOf) {
  const terms = Array.from({ length: carried.length }, (_, at) => {
    const weight = weightOf(at);
    return { at, weight, carried: carried[at], product: weight * carried[at] };
  });
  return totalled(terms);
}

/** @param {Term[]} terms @returns {Sum} */
export const totalled = (terms) => ({
  terms,
  total: terms.reduce((sum, { product }) => sum + product, 0),
});

/**
 * The largest terms, in the order of the drawing, and what all others come to.
 * @param {Sum} sum @param {number} count
 * @returns {{ shown: Term[], rest: number, left: number }} left: how many others there are
 */
export function leading({ terms }, count) {
  const chosen = new Set(
    terms.length <= count
      ? terms.keys()
      : strongest(
          terms.map(({ product }) => product),
          count,
        ),
  );
  const others = terms.filter((_, at) => !chosen.has(at));
  return {
    shown: terms.filter((_, at) => chosen.has(at)),
    rest: others.reduce((sum, { product }) => sum + product, 0),
    left: others.length,
  };
}
