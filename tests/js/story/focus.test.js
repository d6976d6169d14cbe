import assert from "node:assert/strict";
import { test } from "node:test";
import { focusOf } from "../../../static/js/story/focus.js";

/** Two inputs, three neurons, one output: biases come last. */
const PARAMETERS = [[], [-5, 0, 0, 2, 0, 0, 1, 0, 0], [3, 1, 1, 0]];
const UNITS = [2, 3, 1];

/** @param {string} phase @param {number} layer @param {Record<string, number[][]>} tensors */
const numbersAt = (phase, layer, tensors) =>
  /** @type {any} */ ({
    header: { phase, layer, step: 0 },
    layout: {
      layers: UNITS.map((units, index) => ({
        ...{ index, units, shape: [units], settings: {} },
        kind: ["input", "dense", "output"][index],
        reads: index && UNITS[index - 1],
      })),
      parts: [],
    },
    shape: (/** @type {string} */ _, /** @type {number} */ at) => [UNITS[at], UNITS[at - 1] + 1],
    tensor: (/** @type {string} */ role, /** @type {number} */ at) =>
      ({ parameters: PARAMETERS, ...tensors })[role]?.[at] ?? null,
  });

test("forward the neuron is told that the strongest contribution leads to", () => {
  const linear = {
    activations: [
      [1, 0],
      [-5, 2, 1],
    ],
  };
  assert.deepEqual(focusOf(numbersAt("forward", 1, linear), null), { layer: 1, unit: 0 });
});

test("a neuron that gives nothing is passed over for the one that gives most", () => {
  const rectified = {
    activations: [
      [1, 0],
      [0, 2, 1],
    ],
  };
  assert.deepEqual(focusOf(numbersAt("forward", 1, rectified), null), { layer: 1, unit: 1 });
});

test("backward it is one that has something to answer for", () => {
  const all = {
    activations: [
      [1, 0],
      [1, 2, 1],
    ],
    deltas: [[], [0.3, 0.1, 0.1], [0.1]],
  };
  assert.deepEqual(focusOf(numbersAt("backward", 1, all), null), { layer: 1, unit: 0 });
  const dead = {
    activations: [
      [1, 0],
      [0, 2, 1],
    ],
    deltas: [[], [0, 0.1, -0.2], [0.1]],
  };
  assert.deepEqual(focusOf(numbersAt("backward", 1, dead), null), { layer: 1, unit: 2 });
});

test("where all give nothing, and where one was chosen, it stays", () => {
  const nothing = {
    activations: [
      [1, 0],
      [0, 0, 0],
    ],
  };
  assert.deepEqual(focusOf(numbersAt("forward", 1, nothing), null), { layer: 1, unit: 0 });
  const chosen = { layer: 1, unit: 2 };
  assert.deepEqual(focusOf(numbersAt("forward", 1, nothing), chosen), chosen);
});
