import assert from "node:assert/strict";
import { test } from "node:test";
import { indexAt, LossHistory } from "../../static/js/history.js";

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
  assert.equal(indexAt([], 5), -1);
  assert.deepEqual(
    [0, 3, 9, 10, 19, 20, 99].map((step) => indexAt([3, 10, 20], step)),
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

test("how well boxes fit is filled in where it comes later, and outlives the others", () => {
  const history = new LossHistory(8);
  for (let step = 0; step < 7; step++) history.append(step, 1, 1, 0.5, 0.5);
  assert.ok(!history.append(6, 9, 9, 0.9, 0.9, 0.3, 0.4));
  assert.deepEqual([history.train[6], history.testAccuracy[6]], [1, 0.5]);
  assert.deepEqual([history.trainIou[6], history.testIou[6]], [0.3, 0.4]);
  history.append(7, 1, 1, 0.5, 0.5, 0.3, 0.5);
  history.append(8, 1, 1, 0.5, 0.5);
  assert.deepEqual(history.steps, [0, 2, 4, 6, 8]);
  const pairs = new LossHistory(8);
  for (let step = 0; step < 9; step++) {
    pairs.append(step, 1, 1, 0.5, 0.5, ...(step % 4 === 3 ? [step / 10, step / 10] : []));
  }
  assert.deepEqual(pairs.steps, [0, 3, 4, 7, 8]);
  assert.deepEqual(pairs.testIou, [null, 0.3, null, 0.7, null]);
});
