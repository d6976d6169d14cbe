import assert from "node:assert/strict";
import { test } from "node:test";
import { lineOf, valueAtStep } from "../../../static/js/charts/series.js";
import { LossHistory } from "../../../static/js/history.js";
import { span } from "../../../static/js/timeline/draw.js";

test("a branch has one line: its test samples, or without any those that it learns from", () => {
  const history = new LossHistory();
  history.append(0, 0.7, 0.8, 0.5, 0.4);
  assert.deepEqual(lineOf(history, "loss"), [0.8]);
  assert.deepEqual(lineOf(history, "accuracy"), [0.4]);
  const untested = new LossHistory();
  untested.append(0, 0.7, Number.NaN, 0.5);
  assert.deepEqual(lineOf(untested, "loss"), [0.7]);
  assert.deepEqual(lineOf(untested, "accuracy"), [0.5]);
});

test("the value in force at a step is the newest by then; beyond the end there is none", () => {
  const history = new LossHistory();
  for (const step of [10, 20, 30]) history.append(step, step / 10, step / 10);
  assert.equal(valueAtStep(history, history.train, 5), null);
  assert.equal(valueAtStep(history, history.train, 25), 2);
  assert.equal(valueAtStep(history, history.train, 30), 3);
  assert.equal(valueAtStep(history, history.train, 31), null);
});

test("a few extreme losses do not flatten the timeline's curve", () => {
  const losses = [...Array.from({ length: 99 }, (_, i) => i / 100), 1e30];
  assert.deepEqual(span(losses), [0, 0.97]);
  assert.deepEqual(span([null, 0.5, null]), [0.5, 0.5]);
  assert.deepEqual(span([]), [0, 0]);
});
