import assert from "node:assert/strict";
import { test } from "node:test";
import { roundTicks } from "../../static/js/charts/scatter.js";
import { namedData, namedLayout } from "../../static/js/words.js";

const words = { setosa: { en: "setosa", "zh-CN": "山鸢尾" } };

/** @type {import("../../static/js/types.js").Layout} */
const layout = {
  id: 1,
  layers: [
    {
      index: 0,
      kind: "input",
      units: 1,
      shape: [1],
      settings: {},
      labels: ["length"],
      activation: null,
    },
    {
      index: 1,
      kind: "output",
      units: 2,
      shape: [2],
      settings: {},
      labels: ["setosa", "other"],
      activation: "softmax",
    },
  ],
  parts: [],
  tensors: [],
};

/** @type {import("../../static/js/types.js").Data} */
const data = {
  view: "table",
  task: "multiclass",
  train: 1,
  test: 1,
  classes: ["setosa", "other"],
  targets: [0, 1],
  features: ["length"],
  words,
};

test("names of the data are in the reader's language, unknown ones stay", () => {
  assert.deepEqual(namedLayout(layout, words, "zh-CN").layers[1].labels, ["山鸢尾", "other"]);
  assert.deepEqual(namedData(data, "zh-CN").classes, ["山鸢尾", "other"]);
  assert.deepEqual(namedData(data, "zh-CN").features, ["length"]);
});

test("without words nothing is copied, so that nothing is drawn anew", () => {
  assert.equal(namedLayout(layout, undefined, "zh-CN"), layout);
  const plain = { ...data, words: undefined };
  assert.equal(namedData(plain, "zh-CN"), plain);
});

test("axis ticks are round and inside", () => {
  assert.deepEqual(roundTicks(12, 340), [100, 200, 300]);
  assert.deepEqual(roundTicks(-1.7, 2.4), [0, 2]);
  assert.deepEqual(roundTicks(0, 1), [0, 0.5, 1]);
});
