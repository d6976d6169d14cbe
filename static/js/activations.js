/**
 * The activation functions of app/nn/activations.py with their slopes, for drawing their curves
 * and for writing out what a neuron does. Nothing is trained with them.
 *
 * @typedef {object} Activation
 * @property {(z: number) => number} value  f(z)
 * @property {(z: number) => number} slope  f′(z)
 */

const LEAK = 0.01;
const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

/** @param {number} z */
const sigmoid = (z) => (1 + Math.tanh(z / 2)) / 2;

/** The bent argument of GELU's tanh. @param {number} z */
const bent = (z) => Math.tanh(GELU_SCALE * (z + GELU_CUBIC * z ** 3));

/** @type {Record<string, Activation>} */
const ACTIVATIONS = {
  linear: { value: (z) => z, slope: () => 1 },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { value: (z) => Math.max(z, LEAK * z), slope: (z) => (z > 0 ? 1 : LEAK) },
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  elu: {
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    slope: (z) => Math.exp(Math.min(z, 0)),
  },
  gelu: {
    value: (z) => (z / 2) * (1 + bent(z)),
    slope: (z) =>
      (1 + bent(z)) / 2 + (z / 2) * (1 - bent(z) ** 2) * GELU_SCALE * (1 + 3 * GELU_CUBIC * z ** 2),
  },
  softplus: {
    // log(1 + exp z) without exp of what is large.
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    slope: sigmoid,
  },
  swish: {
    value: (z) => z * sigmoid(z),
    slope: (z) => sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z)),
  },
};

/**
 * @param {string | null | undefined} name
 * @returns {Activation | null} null for softmax, which takes a whole layer, and for what has none
 */
export const activationOf = (name) => ACTIVATIONS[name ?? ""] ?? null;
