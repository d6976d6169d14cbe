import assert from "node:assert/strict";
import { test } from "node:test";
import { nextIncoming } from "../../static/js/panels/incoming.js";
import { neighbour } from "../../static/js/panels/neighbour.js";
import { readConvolution, readPooling } from "../../static/js/panels/patch-reading.js";
import { exists, neuronAt, parameterAt } from "../../static/js/target.js";
import { biasPlace, parameterPlace, weightsRead } from "../../static/js/weights.js";

const CONV = { kernel_size: 3, stride: 1, padding: 1 };
const POOL = { kernel_size: 2, stride: 2, padding: 0 };

/** @param {string} kind @param {number[]} shape @param {Record<string, number>} [settings] */
const layer = (kind, shape, settings = {}) => ({
  ...{ index: 0, kind, shape, settings, labels: null, activation: null },
  units: shape.reduce((product, size) => product * size, 1),
});

const LAYERS = [
  layer("input", [4, 4]),
  layer("conv2d", [2, 4, 4], CONV),
  layer("max_pool2d", [2, 2, 2], POOL),
  layer("conv2d", [3, 2, 2], CONV),
  layer("dense", [5]),
  layer("output", [2]),
];

test("a cell of a convolution reads with one kernel of every map", () => {
  assert.deepEqual(
    LAYERS.map((_, k) => weightsRead(LAYERS, k)),
    [0, 9, 0, 18, 12, 5],
  );
});

test("kernels stand in columns, their biases in the last row", () => {
  const cell = { layer: 3, unit: 2 * 4 + 1 };
  assert.equal(parameterPlace(LAYERS, cell, 10), 10 * 3 + 2);
  assert.equal(parameterPlace(LAYERS, cell, null), 18 * 3 + 2);
  assert.equal(biasPlace(LAYERS, cell), 2);
  assert.equal(parameterPlace(LAYERS, { layer: 4, unit: 1 }, null), 1 * 13 + 12);
  assert.equal(biasPlace(LAYERS, { layer: 4, unit: 1 }), 1);
  assert.equal(parameterPlace(LAYERS, { layer: 2, unit: 0 }, 0), null);
});

test("what has no weights has none to walk along", () => {
  const next = (/** @type {import("../../static/js/target.js").Target} */ from) =>
    nextIncoming(LAYERS, from, { key: "]", shiftKey: false });
  assert.equal(next(neuronAt(2, 3)), null);
  assert.deepEqual(next(parameterAt(3, 5, 17)), parameterAt(3, 5, null));
  assert.ok(exists(LAYERS, parameterAt(3, 5, 17)));
  assert.ok(!exists(LAYERS, parameterAt(3, 5, 18)));
  assert.ok(!exists(LAYERS, parameterAt(2, 0, 0)));
});

test("arrows go from cell to cell, and beyond a map's border to what lies there", () => {
  const go = (/** @type {number} */ at, /** @type {string} */ key) =>
    neighbour(LAYERS, neuronAt(1, at), key);
  assert.deepEqual(go(5, "ArrowRight"), neuronAt(1, 6));
  assert.deepEqual(go(5, "ArrowUp"), neuronAt(1, 1));
  assert.deepEqual(go(13, "ArrowDown"), neuronAt(1, 17));
  assert.deepEqual(go(17, "ArrowUp"), neuronAt(1, 13));
  assert.deepEqual(go(1, "ArrowUp"), neuronAt(1, 1));
  assert.deepEqual(go(31, "ArrowDown"), neuronAt(1, 31));
  assert.deepEqual(go(16 + 7, "ArrowRight"), neuronAt(2, 4 + 2));
  assert.deepEqual(go(16 + 4, "ArrowLeft"), neuronAt(0, 4 + 3));
  assert.deepEqual(go(5, "End"), neuronAt(1, 21));
  assert.deepEqual(go(21, "Home"), neuronAt(1, 5));
  assert.equal(neighbour(LAYERS, neuronAt(4, 1), "End"), null);
});

/** @param {Record<string, Float32Array>} tensors @returns {any} */
const picture = (tensors) => ({
  layout: { layers: LAYERS },
  tensor: (/** @type {string} */ role, /** @type {number} */ k) => tensors[`${role}/${k}`] ?? null,
  stepOf: () => 1,
});

const wave = (/** @type {number} */ count, /** @type {number} */ step) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step));

test("a cell tells the map that says the most to it; all sums and the bias make z", () => {
  const tensors = {
    "parameters/3": wave(19 * 3, 1.3),
    "biases/3": Float32Array.of(0.1, 0.2, 0.3),
    "activations/2": wave(8, 0.7),
    "activations/3": wave(12, 0.4),
    "deltas/3": wave(12, 2.1),
  };
  const found = readConvolution(picture(tensors), { layer: 3, unit: 6 }, true);
  assert.ok(found);
  const sum = found.products.reduce((total, product) => total + product, 0);
  assert.ok(Math.abs(sum - found.sums[found.map]) < 1e-12);
  assert.ok(Math.abs(found.sums[found.map]) >= Math.abs(found.sums[1 - found.map]));
  assert.ok(Math.abs(found.sums[0] + found.sums[1] + found.bias - found.z) < 1e-12);
  assert.equal(found.exact, false);
  assert.equal(found.values.filter((value) => value === null).length, 5);
  const delta = tensors["deltas/3"][6];
  assert.deepEqual(
    found.spread,
    found.kernel.map((weight) => weight * delta),
  );
});

test("pooling tells which cell won, and that its delta goes there alone", () => {
  const tensors = {
    "activations/1": wave(32, 0.9),
    "deltas/2": Float32Array.of(0, 0, 0, 0, 0, 0.5, 0, 0),
  };
  const cell = { layer: 2, unit: 5 };
  const found = readPooling(picture(tensors), cell, true, true);
  assert.ok(found);
  const values = found.values.map(Number);
  assert.equal(found.winner, values.indexOf(Math.max(...values)));
  assert.equal(
    found.spread?.reduce((sum, value) => sum + value, 0),
    0.5,
  );
  const mean = readPooling(picture(tensors), cell, true, false);
  assert.deepEqual(mean?.spread, [0.125, 0.125, 0.125, 0.125]);
  assert.equal(readPooling(picture(tensors), cell, false, true)?.spread, null);
});
