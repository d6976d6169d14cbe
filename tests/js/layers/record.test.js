import assert from "node:assert/strict";
import test from "node:test";
import { continued, recordAt } from "../../../static/js/layers/record.js";

/** @param {number[]} step @param {number} layers @returns {any} */
const record = (step, layers) => ({
  step,
  epoch: step.map(() => 0),
  batch_loss: step.map((s) => s / 10),
  train_loss: step.map(() => null),
  test_loss: step.map(() => 0.5),
  layers: Array.from({ length: layers }, (_, i) => ({
    dead: step.map((s) => s + i),
    update_ratio: step.map(() => null),
  })),
});

test("newer records replace all that came after a step", () => {
  const whole = continued(record([1, 2, 4, 8], 2), 2, record([3, 5], 2));
  assert.deepEqual(whole.step, [1, 2, 3, 5]);
  assert.deepEqual(whole.batch_loss, [0.1, 0.2, 0.3, 0.5]);
  assert.deepEqual(whole.layers[1].dead, [2, 3, 4, 6]);
});

test("all is replaced where nothing stays", () => {
  assert.deepEqual(continued(record([1, 2], 2), -1, record([1], 2)), record([1], 2));
});

test("layers that come or go have null where they are not", () => {
  const more = continued(record([1, 2], 1), 2, record([3], 2));
  assert.deepEqual(more.layers[1].dead, [null, null, 4]);
  const fewer = continued(record([1, 2], 2), 2, record([3], 1));
  assert.deepEqual(fewer.layers[1].dead, [2, 3, null]);
  assert.equal(fewer.layers[0].dead.length, 3);
});

test("the record of a step is the last one made by then", () => {
  const steps = [1, 2, 4, 8];
  assert.deepEqual(
    [0, 1, 3, 4, 7, 8, 99].map((step) => recordAt(steps, step)),
    [0, 0, 1, 2, 2, 3, 3],
  );
  assert.equal(recordAt([], 5), -1);
});
