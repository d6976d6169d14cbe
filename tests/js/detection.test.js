import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxHead,
  boxLoss,
  classHead,
  functionOf,
  intersectionOverUnion,
  isOfBox,
  placed,
} from "../../static/js/detection.js";

const OUTPUT = {
  ...{ index: 2, kind: "output", units: 7, shape: [7], labels: null, reads: 3 },
  ...{ settings: {}, activation: "softmax_and_sigmoid" },
};

test("the last four outputs are the box", () => {
  assert.deepEqual(classHead([1, 2, 3, 4, 5, 6]), [1, 2]);
  assert.deepEqual(boxHead([1, 2, 3, 4, 5, 6]), [3, 4, 5, 6]);
  assert.equal(isOfBox(OUTPUT, 2), false);
  assert.equal(isOfBox(OUTPUT, 3), true);
  assert.equal(isOfBox({ ...OUTPUT, activation: "softmax" }, 3), false);
});

test("each head has a link of its own", () => {
  assert.equal(functionOf(OUTPUT, 2), "softmax");
  assert.equal(functionOf(OUTPUT, 3), "sigmoid");
  assert.equal(functionOf({ ...OUTPUT, activation: "tanh" }, 6), "tanh");
});

test("equal boxes agree wholly, those apart not at all", () => {
  const box = [0.5, 0.5, 0.4, 0.4];
  assert.ok(Math.abs(intersectionOverUnion(box, box) - 1) < 1e-12);
  assert.ok(Math.abs(intersectionOverUnion(box, [0.7, 0.5, 0.4, 0.4]) - 1 / 3) < 1e-12);
  assert.ok(Math.abs(intersectionOverUnion(box, [0.5, 0.5, 0.2, 0.2]) - 1 / 4) < 1e-12);
  assert.equal(intersectionOverUnion(box, [0.95, 0.5, 0.1, 0.1]), 0);
  assert.equal(intersectionOverUnion([0, 0, 0, 0], [0, 0, 0, 0]), 0);
});

test("smooth L1 is squared up to its threshold, and linear beyond", () => {
  const by = { box_weight: 2, threshold: 0.1 };
  assert.equal(boxLoss([0, 0, 0, 0], [0, 0, 0, 0], by), 0);
  assert.ok(Math.abs(boxLoss([0.05, 0, 0, 0], [0, 0, 0, 0], by) - (2 * 0.05 ** 2) / 0.2) < 1e-12);
  assert.ok(Math.abs(boxLoss([0.5, 0, 0, 0], [0, 0, 0, 0], by) - 2 * 0.45) < 1e-12);
});

test("a box is placed within its picture", () => {
  const picture = { x: 10, y: 20, width: 100, height: 50 };
  assert.deepEqual(placed([0.5, 0.5, 0.5, 0.25], picture), [35, 38.75, 50, 12.5]);
});
