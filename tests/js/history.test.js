import assert from "node:assert/strict";
import { test } from "node:test";
import { LossHistory } from "../../static/js/history.js";

test("later steps are appended, others left aside", () => {
  const history = new LossHistory();
  assert.ok(history.append(0, 0.7, 0.8));
  assert.ok(!history.append(0, 0.6, 0.6));
  assert.ok(!history.append(5, Number.NaN, Number.NaN));
  assert.ok(history.append(6, 0.5, Number.NaN, 0.9));
  assert.deepEqual(
    [history.steps, history.train, history.test, history.trainAccuracy, history.testAccuracy],
    [
      [0, 6],
      [0.7, 0.5],
      [0.8, null],
      [null, 0.9],
      [null, null],
    ],
  );
});

test("whoever looks back loses nothing of what came later", () => {
  const history = new LossHistory();
  for (const step of [0, 10, 20, 30]) history.append(step, step, step);
  assert.ok(!history.append(10, 99, 99));
  assert.ok(!history.append(15, 99, 99));
  assert.deepEqual(history.steps, [0, 10, 20, 30]);
  assert.deepEqual(history.train, [0, 10, 20, 30]);
  assert.ok(history.append(31, 5, 5));
});

test("a branch begins with what it has in common, and both go on by themselves", () => {
  const history = new LossHistory();
  for (const step of [0, 10, 20, 30]) history.append(step, step, step);
  const branch = history.upTo(20);
  assert.deepEqual(branch.steps, [0, 10, 20]);
  branch.append(21, 1, 1);
  assert.equal(history.newest, 30);
  assert.equal(history.steps.length, 4);
  assert.deepEqual(history.upTo(-1).steps, []);
  assert.deepEqual(history.upTo(Infinity).steps, history.steps);
});

test("the record in force at a step is the newest by then", () => {
  const history = new LossHistory();
  assert.equal(history.indexAt(5), -1);
  for (const step of [3, 10, 20]) history.append(step, 1, 1);
  assert.deepEqual(
    [0, 3, 9, 10, 19, 20, 99].map((step) => history.indexAt(step)),
    [-1, 0, 0, 1, 1, 2, 2],
  );
});

test("a long run stays bounded and keeps its ends", () => {
  const history = new LossHistory(100);
  for (let step = 0; step < 10_000; step++) history.append(step, 1 / (step + 1), 1);
  assert.ok(history.steps.length <= 100);
  assert.ok(history.steps.length >= 40);
  assert.equal(history.steps[0], 0);
  assert.equal(history.steps.at(-1), 9999);
  history.steps.forEach((step, i) => {
    assert.equal(history.train[i], 1 / (step + 1));
  });
  assert.equal(history.testAccuracy.length, history.steps.length);
});

test("what the server remembers replaces what was there", () => {
  const history = new LossHistory(10);
  history.append(3, 1, 1);
  const many = Array.from({ length: 25 }, (_, i) => i * 10);
  history.restart({
    step: many,
    epoch: many,
    train_loss: many.map((i) => (i === 0 ? null : i)),
    test_loss: many,
    train_accuracy: many,
    test_accuracy: many,
  });
  assert.ok(history.steps.length <= 10);
  assert.equal(history.train[0], null);
  assert.equal(history.steps.at(-1), 240);
});
