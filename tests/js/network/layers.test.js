import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activationNear,
  inserted,
  moved,
  newLayer,
  removed,
  set,
} from "../../../static/js/network/layers.js";

const title = { en: "", "zh-CN": "" };

/** @param {string} kind @param {Record<string, unknown>} defaults */
const kind = (kind, defaults) => ({
  kind,
  title,
  settings: Object.entries(defaults).map(([name, value]) => ({
    name,
    default: value,
    type: /** @type {"integer"} */ ("integer"),
    effect: /** @type {"live"} */ ("live"),
    title,
  })),
});

const CONVOLUTION = kind("conv2d", { channels: 8, kernel_size: 3, activation: "relu" });
const POOLING = kind("max_pool2d", { kernel_size: 2, stride: 2 });
const dense = { kind: "dense", units: 4, activation: "tanh" };

test("a new layer has the catalog's settings", () => {
  assert.deepEqual(newLayer(POOLING, [], 0, [8, 8]), {
    kind: "max_pool2d",
    kernel_size: 2,
    stride: 2,
  });
  assert.equal(newLayer(CONVOLUTION, [], 0, null).activation, "relu");
});

test("a new layer bends as its neighbour does, the one before it first", () => {
  const sigmoid = { kind: "dense", units: 2, activation: "sigmoid" };
  assert.equal(newLayer(CONVOLUTION, [dense, sigmoid], 1, null).activation, "tanh");
  assert.equal(activationNear([{ kind: "flatten" }, sigmoid, dense], 1), "sigmoid");
  assert.equal(activationNear([{ kind: "flatten" }], 1), undefined);
});

test("a new window is no larger than the maps that it reads", () => {
  assert.equal(newLayer(CONVOLUTION, [], 0, [16, 2, 5]).kernel_size, 2);
  assert.equal(newLayer(POOLING, [], 0, [16, 1, 1]).kernel_size, 1);
});

test("layers come, go and change places; the given list stays as it was", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ kind: name }));
  const list = [a, b, c];
  assert.deepEqual(inserted(list, 1, dense), [a, dense, b, c]);
  assert.deepEqual(removed(list, 1), [a, c]);
  assert.deepEqual(moved(list, 0, 2), [b, c, a]);
  assert.deepEqual(moved(list, 2, 1), [a, c, b]);
  assert.deepEqual(set(list, 1, "rate", 0.2), [a, { kind: "b", rate: 0.2 }, c]);
  assert.deepEqual(list, [a, b, c]);
});
