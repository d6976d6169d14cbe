import assert from "node:assert/strict";
import { test } from "node:test";
import { inForce, presetsFor, withPreset } from "../../../static/js/network/presets.js";

/** @param {string} dataset @param {number} seed @param {number} samples @returns {any} */
const experiment = (dataset, seed, samples) => ({
  dataset: { name: dataset, samples },
  network: { layers: [{ kind: "dense", units: seed }], initializer: "he_uniform" },
  training: { batch_size: 32, seed },
});

/** @returns {any} */
const preset = () => ({
  name: "lenet",
  title: { en: "LeNet", "zh-CN": "LeNet" },
  description: { en: "", "zh-CN": "" },
  dataset: "digits",
  experiment: { ...experiment("digits", 1, 100), network: { layers: [{ kind: "flatten" }] } },
});

test("presets are those of the dataset; a catalog may have none", () => {
  const catalog = /** @type {any} */ ({ presets: [preset(), { ...preset(), dataset: "shapes" }] });
  assert.deepEqual(presetsFor(catalog, "digits"), [preset()]);
  assert.deepEqual(presetsFor(/** @type {any} */ ({}), "digits"), []);
  assert.deepEqual(presetsFor(null, "digits"), []);
});

test("a preset brings network and training; data and seed stay", () => {
  const after = withPreset(experiment("digits", 7, 500), preset());
  assert.deepEqual(after.dataset, { name: "digits", samples: 500 });
  assert.deepEqual(after.network.layers, [{ kind: "flatten" }]);
  assert.equal(after.training.seed, 7);
  assert.ok(inForce(after, preset()));
  assert.ok(!inForce(experiment("digits", 7, 500), preset()));
});

test("where the data is other, the preset brings its own", () => {
  const after = withPreset(experiment("circle", 1, 500), preset());
  assert.deepEqual(after.dataset, { name: "digits", samples: 100 });
});
