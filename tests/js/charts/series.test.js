import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, lineOf, valueAtStep } from "../../../static/js/charts/series.js";
import { LossHistory } from "../../../static/js/history.js";
import { span } from "../../../static/js/timeline/draw.js";

test("a branch has one line: its test samples, or without any those that it learns from", () => {
  const history = new LossHistory();
  history.append(0, 0.7, 0.8, 0.5, 0.4);
  assert.deepEqual(lineOf(history, "loss").values, [0.8]);
  assert.deepEqual(lineOf(history, "accuracy").values, [0.4]);
  const untested = new LossHistory();
  untested.append(0, 0.7, Number.NaN, 0.5);
  assert.deepEqual(lineOf(untested, "loss").values, [0.7]);
  assert.deepEqual(lineOf(untested, "accuracy").values, [0.5]);
});

test("the value in force at a step is the newest by then; beyond the end there is none", () => {
  const history = new LossHistory();
  for (const step of [10, 20, 30]) history.append(step, step / 10, step / 10);
  const { steps } = history;
  assert.equal(valueAtStep(steps, history.train, 5), null);
  assert.equal(valueAtStep(steps, history.train, 25), 2);
  assert.equal(valueAtStep(steps, history.train, 30), 3);
  assert.equal(valueAtStep(steps, history.train, 31), null);
});

test("how well boxes fit is drawn from one measurement to the next", () => {
  const history = new LossHistory();
  for (const step of [0, 1, 2, 3]) {
    const fit = step % 2 ? [step / 10, step / 5] : [];
    history.append(step, 1, 1, 0.5, 0.5, ...fit);
  }
  const { steps, train, test } = columnsOf(history, "iou");
  assert.deepEqual(
    [steps, train, test],
    [
      [1, 3],
      [0.1, 0.3],
      [0.2, 0.6],
    ],
  );
  assert.deepEqual(lineOf(history, "iou"), { steps: [1, 3], values: [0.2, 0.6] });
});

test("a few extreme losses do not flatten the timeline's curve", () => {
  const losses = [...Array.from({ length: 99 }, (_, i) => i / 100), 1e30];
  assert.deepEqual(span(losses), [0, 0.97]);
  assert.deepEqual(span([null, 0.5, null]), [0.5, 0.5]);
  assert.deepEqual(span([]), [0, 0]);
});
