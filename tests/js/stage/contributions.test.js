import assert from "node:assert/strict";
import { test } from "node:test";
import {
  backwardFlow,
  between,
  changes,
  forwardFlow,
  weightsOf,
} from "../../../static/js/stage/contributions.js";

// Two units with three inputs each; the fourth number of a row is the bias.
const PARAMETERS = Float32Array.of(1, -2, 0, 100, 0.5, 4, -8, -100);

test("weights come without their biases", () => {
  assert.deepEqual([...weightsOf(PARAMETERS, 2, 3)], [1, -2, 0, 0.5, 4, -8]);
});

test("forward each edge carries w·a", () => {
  const flow = forwardFlow(PARAMETERS, Float32Array.of(2, 0.5, 1), 2, 10);
  assert.deepEqual([...flow.values], [2, -1, 0, 1, 2, -8]);
  assert.equal(flow.most, 8);
  assert.deepEqual([...flow.edges], [0, 1, 3, 4, 5]);
});

test("backward each edge carries w·δ of the unit it leads to", () => {
  const flow = backwardFlow(PARAMETERS, Float32Array.of(10, -1), 3, 2);
  assert.deepEqual([...flow.values], [10, -20, -0 + 0, -0.5, -4, 8]);
  assert.equal(flow.most, 20);
  assert.deepEqual([...flow.edges], [0, 1]);
});

test("an activation of zero sends nothing", () => {
  assert.equal(forwardFlow(PARAMETERS, Float32Array.of(0, 0, 0), 2, 10).edges.length, 0);
});

test("between two updates parameters pass all values in between", () => {
  const [from, to] = [Float32Array.of(0, 2), Float32Array.of(1, -2)];
  assert.deepEqual([...between(from, to, 0)], [0, 2]);
  assert.deepEqual([...between(from, to, 0.5)], [0.5, 0]);
  assert.deepEqual([...between(from, to, 1)], [1, -2]);
  assert.deepEqual([...changes(from, to)], [1, -4]);
});
