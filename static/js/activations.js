/**
 * Activation functions and their slopes, as formulas to draw curves from. What a neuron really
 * computed comes from the server; `tests/js/activations.test.js` holds both together.
 *
 * @typedef {{ value: (z: number) => number, slope: (z: number) => number }} Curve
 */

const LEAK = 0.01;
const ROOT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** @param {number} z */
const sigmoid = (z) => 0.5 * (1 + Math.tanh(z / 2));

/** The inside of GELU. @param {number} z */
const bent = (z) => Math.tanh(ROOT * (z + CUBIC * z ** 3));

/** By the names that the catalog has for them. @type {Record<string, Curve>} */
export const CURVES = {
  linear: { value: (z) => z, slope: () => 1 },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { value: (z) => (z > 0 ? z : LEAK * z), slope: (z) => (z > 0 ? 1 : LEAK) },
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  gelu: {
    value: (z) => 0.5 * z * (1 + bent(z)),
    slope: (z) =>
      0.5 * (1 + bent(z)) + 0.5 * z * (1 - bent(z) ** 2) * ROOT * (1 + 3 * CUBIC * z * z),
  },
  softplus: {
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    slope: sigmoid,
  },
  swish: {
    value: (z) => z * sigmoid(z),
    slope: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))),
  },
};
