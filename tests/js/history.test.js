import assert from "node:assert/strict";
import { test } from "node:test";
import { LossHistory } from "../../static/js/history.js";

test("later steps are appended, others left aside", () => {
  const history = new LossHistory();
  assert.ok(history.append(0, 0.7, 0.8));
  assert.ok(!history.append(0, 0.6, 0.6));
  assert.ok(!history.append(5, Number.NaN, Number.NaN));
  assert.ok(history.append(6, 0.5, Number.NaN));
  assert.deepEqual(
    [history.steps, history.train, history.test],
    [
      [0, 6],
      [0.7, 0.5],
      [0.8, null],
    ],
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
