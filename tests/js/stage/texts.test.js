import assert from "node:assert/strict";
import { test } from "node:test";
import { shorten } from "../../../static/js/stage/labels.js";
import { differenceOf, gaugeRange } from "../../../static/js/stage/output.js";

const measure = (/** @type {string} */ text) => text.length * 7;

test("a name that fits stays, a longer one ends in an ellipsis", () => {
  assert.equal(shorten("hue", 30, measure), "hue");
  assert.equal(shorten("alcalinity_of_ash", 70, measure), "alcalinit…");
  assert.ok(measure(shorten("mean fractal dimension", 64, measure)) <= 64);
});

test("a name of which nothing would be left is not written", () => {
  assert.equal(shorten("proline", 10, measure), "");
});

/** @param {"binary" | "regression"} task @param {number[]} targets */
const data = (task, targets) => ({
  view: /** @type {const} */ ("table"),
  task,
  train: 2,
  test: 0,
  classes: null,
  targets,
});

test("probabilities are measured from 0 to 1, values over the targets' range", () => {
  assert.deepEqual(gaugeRange(data("binary", [0, 1, 1])), [0, 1]);
  assert.deepEqual(gaugeRange(data("regression", [3, -2, 0.5])), [-2, 3]);
  assert.deepEqual(gaugeRange(data("regression", [4, 4])), [3, 5]);
});

test("the difference is written so that it can be seen", () => {
  assert.equal(differenceOf(0.53, 0), "0.53 − 0 = 0.53");
  assert.equal(differenceOf(0.9641, 1), "0.964 − 1 = −0.036");
  assert.equal(differenceOf(0.99961, 1), "0.99961 − 1 = −0.00039");
  assert.equal(differenceOf(1, 1), "1 − 1 = 0");
  assert.equal(differenceOf(152.4, -3.2), "152.4 − (−3.2) = 155.6");
  assert.equal(differenceOf(Number.NaN, 1), "");
});
