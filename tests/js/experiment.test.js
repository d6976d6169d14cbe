import assert from "node:assert/strict";
import { test } from "node:test";
import * as edit from "../../static/js/experiment.js";

/** @returns {import("../../static/js/types.js").Experiment} */
const example = () => ({
  dataset: {
    name: "circle",
    samples: 500,
    noise: 0.1,
    test_fraction: 0.5,
    seed: 1,
    features: ["x", "y"],
    points: [],
  },
  network: {
    layers: [
      { kind: "dense", units: 4, activation: "tanh" },
      { kind: "dense", units: 2, activation: "relu" },
    ],
    initializer: "xavier_uniform",
  },
  training: {
    optimizer: { name: "sgd", learning_rate: 0.3 },
    batch_size: 10,
    l1: 0,
    l2: 0,
    schedule: { name: "constant" },
    clip_norm: null,
    stop: { max_epochs: null, patience: null },
    seed: 1,
  },
});

test("a new layer is like the last one and the rest is kept", () => {
  const after = edit.withLayerAdded(example());
  assert.deepEqual(after.network.layers.at(-1), { kind: "dense", units: 2, activation: "relu" });
  assert.equal(after.network.layers.length, 3);
  assert.deepEqual(after.training, example().training);
});

test("the first layer has four tanh neurons", () => {
  const none = edit.withPath(example(), "network.layers", []);
  assert.deepEqual(edit.withLayerAdded(none).network.layers, [
    { kind: "dense", units: 4, activation: "tanh" },
  ]);
});

test("behind a layer of another kind comes a dense one with its network's activation", () => {
  const maps = edit.withPath(example(), "network.layers", [
    { kind: "conv2d", channels: 6, activation: "relu" },
    { kind: "max_pool2d", kernel_size: 2 },
  ]);
  const after = edit.withLayerAdded(maps);
  assert.deepEqual(after.network.layers.at(-1), { kind: "dense", units: 4, activation: "relu" });
  assert.deepEqual(edit.withLayerRemoved(after).network, maps.network);
});

test("the width of a layer is its neurons or its channels; others have none of their own", () => {
  const maps = edit.withPath(example(), "network.layers", [
    { kind: "conv2d", channels: 6, activation: "relu" },
    { kind: "max_pool2d", kernel_size: 2 },
    { kind: "dense", units: 4, activation: "relu" },
  ]);
  const wider = edit.withWidth(edit.withWidth(maps, 0, 7), 2, 5);
  assert.deepEqual(wider.network.layers.map(edit.widthOf), [
    { setting: "channels", value: 7 },
    null,
    { setting: "units", value: 5 },
  ]);
  assert.equal(edit.withWidth(maps, 1, 3), maps);
});

test("only layers that have an activation take one and are asked for it", () => {
  const maps = edit.withPath(example(), "network.layers", [
    { kind: "conv2d", channels: 6, activation: "relu" },
    { kind: "flatten" },
  ]);
  const after = edit.withActivation(maps, "tanh");
  assert.deepEqual(after.network.layers[1], { kind: "flatten" });
  assert.equal(edit.commonActivation(after), "tanh");
});

test("layers go from the end; from none there is none to take", () => {
  const once = edit.withLayerRemoved(example());
  assert.deepEqual(once.network.layers, [example().network.layers[0]]);
  const never = edit.withLayerRemoved(edit.withLayerRemoved(once));
  assert.deepEqual(never.network.layers, []);
});

test("no edit changes the experiment it was given", () => {
  const before = example();
  edit.withLayerAdded(before);
  edit.withWidth(before, 0, 9);
  edit.withActivation(before, "sigmoid");
  edit.withPath(before, "training.stop.patience", 5);
  edit.withPoint(before, 1, 2, 1);
  assert.deepEqual(before, example());
});

test("units change in one layer, the activation in all", () => {
  assert.deepEqual(
    edit.withWidth(example(), 1, 7).network.layers.map(({ units }) => units),
    [4, 7],
  );
  const same = edit.withActivation(example(), "sigmoid");
  assert.equal(edit.commonActivation(same), "sigmoid");
  assert.equal(edit.commonActivation(example()), null);
});

test("a path leads to one value, neighbours stay", () => {
  const after = edit.withPath(example(), "training.stop.max_epochs", 30);
  assert.equal(edit.valueAt(after, "training.stop.max_epochs"), 30);
  assert.equal(edit.valueAt(after, "training.stop.patience"), null);
  assert.equal(edit.valueAt(after, "no.such.path"), undefined);
});

test("features stand in the catalog's order", () => {
  const order = ["x", "y", "x_squared", "xy"];
  const more = edit.withFeatureToggled(edit.withFeatureToggled(example(), "xy", order), "x", order);
  assert.deepEqual(more.dataset.features, ["y", "xy"]);
  assert.deepEqual(edit.withFeatureToggled(more, "x", order).dataset.features, ["x", "y", "xy"]);
});

/** @param {string} name */
const named = (name) => ({ name, title: { en: name, "zh-CN": name } });

/** @param {string} name @param {number} value */
const setting = (name, value) =>
  /** @type {import("../../static/js/types.js").Setting} */ ({
    ...named(name),
    default: value,
    type: "number",
    effect: "live",
  });

test("another optimizer begins with its own settings and keeps a rate that was chosen", () => {
  const optimizers = [
    { ...named("sgd"), settings: [setting("learning_rate", 0.03)] },
    {
      ...named("momentum"),
      settings: [setting("learning_rate", 0.01), setting("momentum", 0.9)],
    },
  ];
  const chosen = edit.withOptimizer(example(), optimizers, "momentum");
  assert.deepEqual(chosen.training.optimizer, {
    name: "momentum",
    learning_rate: 0.3,
    momentum: 0.9,
  });
  const untouched = edit.withPath(example(), "training.optimizer.learning_rate", 0.03);
  const after = edit.withOptimizer(untouched, optimizers, "momentum");
  assert.equal(after.training.optimizer.learning_rate, 0.01);
});

test("another schedule begins with its own settings", () => {
  const schedules = [
    { ...named("constant"), settings: [] },
    { ...named("step"), settings: [setting("every", 1000), setting("factor", 0.5)] },
  ];
  const stepwise = edit.withSchedule(example(), schedules, "step");
  assert.deepEqual(stepwise.training.schedule, { name: "step", every: 1000, factor: 0.5 });
  const constant = edit.withSchedule(stepwise, schedules, "constant");
  assert.deepEqual(constant, example());
});

test("a penalty is none, one or both", () => {
  for (const penalty of /** @type {const} */ (["none", "l1", "l2", "both"])) {
    const after = edit.withPenalty(example(), penalty, 0.01);
    assert.equal(edit.penaltyOf(after), penalty);
  }
  assert.equal(edit.withPenalty(example(), "l2", 0.01).training.l1, 0);
});

test("points are placed, erased within reach, and belong to their dataset alone", () => {
  const one = edit.withPoint(edit.withDataset(example(), "points"), 1.23456, -2, 1);
  assert.deepEqual(one.dataset.points, [[1.23, -2, 1]]);
  const two = edit.withPoint(one, 3, 3, 0);
  assert.deepEqual(edit.withoutPoint(two, 2.9, 3.1, 0.5).dataset.points, [[1.23, -2, 1]]);
  assert.equal(edit.withoutPoint(two, 0, 5, 0.5), two);
  assert.deepEqual(edit.withDataset(two, "circle").dataset.points, []);
  assert.deepEqual(edit.withDataset(example(), "points", { points: [[0, 0, 1]] }).dataset.points, [
    [0, 0, 1],
  ]);
});

test("a network that cannot read the data gives way to the one of its example", () => {
  const maps = edit.withPath(example(), "network.layers", [
    { kind: "conv2d", channels: 2, kernel_size: 5, stride: 1, padding: 0 },
  ]);
  /** @param {any} preview @returns {any} */
  const entry = (preview) => ({ preview, samples: { maximum: 900 }, example: example() });
  const image = (/** @type {number} */ side) => ({ kind: "image", shape: [side, side] });
  assert.deepEqual(edit.fittedTo(maps, entry(null)).network, example().network);
  assert.deepEqual(edit.fittedTo(maps, entry(image(4))).network, example().network);
  assert.deepEqual(edit.fittedTo(maps, entry(image(8))), maps);
  const many = edit.withPath(example(), "dataset.samples", 1000);
  assert.equal(edit.fittedTo(many, entry(null)).dataset.samples, 900);
});
