import assert from "node:assert/strict";
import { test } from "node:test";
import { waysToDiffer } from "../../../static/js/compare/differ.js";

/** @typedef {import("../../../static/js/types.js").Catalog} Catalog */
/** @typedef {import("../../../static/js/types.js").Experiment} Experiment */

/** @param {string} name */
const named = (name) => ({ name, title: { en: name, "zh-CN": name } });
const title = { en: "", "zh-CN": "" };

/** @param {string} name @param {number} minimum @param {number} maximum */
const width = (name, minimum, maximum) => ({ name, type: "integer", minimum, maximum, title });

/** @param {number} [maximum] */
const catalog = (maximum = 10) =>
  /** @type {Catalog} */ (
    /** @type {unknown} */ ({
      optimizers: ["sgd", "adam"].map((name) => ({
        ...named(name),
        settings: [{ name: "learning_rate", type: "number", minimum: 1e-5, maximum, title }],
      })),
      activations: [named("tanh"), named("relu")],
      layers: [
        { kind: "dense", title, settings: [width("units", 1, 8)] },
        { kind: "conv2d", title, settings: [width("channels", 1, 16)] },
      ],
      initializers: [named("xavier_uniform"), named("zeros")],
      settings: ["training.batch_size", "training.l2", "training.seed"].map((path) => ({
        path,
        type: "number",
        minimum: 0,
        maximum: 1000,
        title,
      })),
      limits: { hidden_layers: 3, units: 8 },
    })
  );

/** @param {number} [layers] @param {number} [rate] @returns {Experiment} */
const example = (layers = 2, rate = 0.03) => ({
  dataset: {
    name: "circle",
    samples: 500,
    noise: 0,
    test_fraction: 0.5,
    seed: 1,
    features: [],
    points: [],
  },
  network: {
    layers: Array.from({ length: layers }, () => ({ kind: "dense", units: 4, activation: "tanh" })),
    initializer: "xavier_uniform",
  },
  training: {
    optimizer: { name: "sgd", learning_rate: rate },
    batch_size: 10,
    l1: 0,
    l2: 0,
    schedule: { name: "constant" },
    clip_norm: null,
    stop: { max_epochs: null, patience: null },
    seed: 1,
  },
});

test("widths are those of the layers that have one, and all of a kind change together", () => {
  const maps = example();
  maps.network.layers = [
    { kind: "conv2d", channels: 6, activation: "relu" },
    { kind: "max_pool2d", kernel_size: 2 },
    { kind: "conv2d", channels: 8, activation: "relu" },
  ];
  const ids = waysToDiffer(maps, catalog()).map(({ id }) => id);
  assert.ok(ids.includes("compare.channels") && !ids.includes("compare.units"));
  const found = way(maps, "compare.channels");
  assert.deepEqual([found.value, found.suggestion], [6, 12]);
  assert.deepEqual(
    found.apply(12).network.layers.map(({ channels }) => channels),
    [12, undefined, 12],
  );
});

/** @param {Experiment} experiment @param {string} id @param {Catalog} [known] */
function way(experiment, id, known = catalog()) {
  const found = waysToDiffer(experiment, known).find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

test("ten times the learning rate is suggested first, and written as a person would", () => {
  const [first] = waysToDiffer(example(), catalog());
  assert.equal(first.id, "training.optimizer.learning_rate");
  assert.deepEqual([first.value, first.suggestion], [0.03, 0.3]);
  const other = first.apply(first.suggestion);
  assert.equal(other.training.optimizer.learning_rate, 0.3);
  assert.deepEqual({ ...other, training: null }, { ...example(), training: null });
});

test("where the limit is near, a tenth is suggested", () => {
  assert.equal(waysToDiffer(example(2, 0.5), catalog(1))[0].suggestion, 0.05);
});

test("every suggestion differs from what is, and never in the data", () => {
  for (const one of waysToDiffer(example(), catalog())) {
    assert.notEqual(one.suggestion, one.value, one.id);
    const other = one.apply(one.suggestion);
    assert.notDeepEqual(other, example(), one.id);
    assert.deepEqual(other.dataset, example().dataset, one.id);
  }
});

test("layers are added and taken away up to the limits", () => {
  const more = way(example(), "compare.layers");
  assert.equal(more.apply(3).network.layers.length, 3);
  assert.equal(more.apply(0).network.layers.length, 0);
  assert.equal(way(example(3), "compare.layers").suggestion, 2);
});

test("without hidden layers there is nothing to say of their neurons and activation", () => {
  const ids = waysToDiffer(example(0), catalog()).map(({ id }) => id);
  assert.ok(!ids.includes("compare.units") && !ids.includes("training.activation"));
});

test("neurons are set in all layers at once", () => {
  const { layers } = way(example(), "compare.units").apply(8).network;
  assert.deepEqual(
    layers.map(({ units }) => units),
    [8, 8],
  );
});
