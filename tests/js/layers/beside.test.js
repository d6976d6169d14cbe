import assert from "node:assert/strict";
import { test } from "node:test";
import { besidesOf, readableSteps, unknown, valueBy } from "../../../static/js/layers/beside.js";
import { spreadAxis, updateAxis } from "../../../static/js/layers/paint.js";

/** @param {string} kind @param {number} value */
const layer = (kind, value) => ({
  kind,
  activation_50: [value, null, -value],
  gradient_50: [0.1, 0.2, 0.3],
  update_ratio: [0.001, 0.002, 0.003],
});

const records = { step: [1, 4, 9], layers: [layer("dense", 2), layer("output", 3)] };

test("a layer has beside it what is of its kind in its place, and nothing else", () => {
  const all = [{ id: 7, records }];
  const [dense] = besidesOf(all, { index: 1, kind: "dense" });
  assert.deepEqual(dense, { id: 7, steps: [1, 4, 9], layer: records.layers[0] });
  assert.deepEqual(besidesOf(all, { index: 2, kind: "dense" }), []);
  assert.deepEqual(besidesOf(all, { index: 3, kind: "output" }), []);
  assert.equal(besidesOf(all, { index: 2, kind: "output" }).length, 1);
});

test("a branch is asked about once, and again when it has come further", () => {
  const branches = [
    { id: 1, latest: 40 },
    { id: 2, latest: 50 },
  ];
  const answer = /** @type {any} */ ({ branch: 1, latest: 40, records });
  assert.deepEqual(unknown(branches, new Map(), new Map()), branches);
  assert.deepEqual(unknown(branches, new Map([[1, answer]]), new Map([[2, 50]])), []);
  assert.deepEqual(
    unknown(branches, new Map([[1, { ...answer, latest: 39 }]]), new Map([[2, 49]])),
    branches,
  );
});

test("a number is that of the newest record by a step, with the step it is of", () => {
  const beside = { id: 7, steps: records.step, layer: records.layers[0] };
  assert.deepEqual(valueBy(beside, "gradient_50", 8), { value: 0.2, step: 4 });
  assert.deepEqual(valueBy(beside, "gradient_50", 100), { value: 0.3, step: 9 });
  assert.deepEqual(valueBy(beside, "gradient_50", 0), { value: null, step: null });
  assert.deepEqual(valueBy(beside, "activation_50", 4), { value: null, step: 4 });
});

test("beyond the end of the present branch the others' steps are read", () => {
  assert.deepEqual(
    readableSteps(
      [1, 2, 4],
      [
        [1, 3, 8, 16],
        [8, 9],
      ],
    ),
    [1, 2, 4, 8, 9, 16],
  );
  assert.deepEqual(readableSteps([], [[1, 3]]), [1, 3]);
  assert.deepEqual(readableSteps([1, 2], []), [1, 2]);
});

test("axes hold the lines of other branches", () => {
  const besides = besidesOf([{ id: 7, records }], { index: 1, kind: "dense" });
  const shown = { record: null, besides };
  assert.deepEqual(spreadAxis(shown, "activation", true), {
    least: -2,
    most: 2,
    logarithmic: false,
  });
  assert.deepEqual(spreadAxis(shown, "gradient", true), {
    least: 0.1,
    most: 0.3,
    logarithmic: true,
  });
  assert.deepEqual(updateAxis(shown, true), { least: 1e-4, most: 1e-2, logarithmic: true });
});
