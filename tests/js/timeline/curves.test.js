import assert from "node:assert/strict";
import { test } from "node:test";
import { Curves } from "../../../static/js/timeline/curves.js";

/** @typedef {import("../../../static/js/types.js").Branch} Branch */

/** @param {number[]} step @param {number} [loss] */
const told = (step, loss = 1) => ({
  step,
  epoch: step,
  train_loss: step.map(() => loss),
  test_loss: step.map(() => loss),
  train_accuracy: step.map(() => 0.5),
  test_accuracy: step.map(() => 0.5),
  train_iou: step.map(() => null),
  test_iou: step.map(() => null),
});

/** @param {Partial<Branch> & { id: number }} given @returns {Branch} */
const branch = (given) => ({
  ...{ parent: null, from: 0, latest: 0, name: null, differences: [], history: null },
  ...given,
});

/** A run that has come to step 50, seen every ten steps. */
function begun() {
  const curves = new Curves();
  curves.describe(told([0]), 1, true);
  curves.arrange([branch({ id: 1 })], 1);
  for (const step of [10, 20, 30, 40, 50]) curves.append(step, 0.5, 0.5);
  return curves;
}

const parent = branch({ id: 1, latest: 50, history: told([0, 50]) });
const child = branch({ id: 2, parent: 1, from: 20, latest: 20 });

test("a branch that begins has its parent's past in all its detail, and the parent keeps its own", () => {
  const curves = begun();
  curves.describe(told([0]), 2, false);
  curves.arrange([parent, child], 2);
  assert.deepEqual(curves.present.steps, [0, 10, 20]);
  curves.append(21, 0.1, 0.1);
  assert.deepEqual(curves.of(1)?.steps, [0, 10, 20, 30, 40, 50]);
  assert.equal(curves.of(2), curves.present);
});

test("what comes before a new branch has its place belongs to it all the same", () => {
  const curves = begun();
  curves.describe(told([0]), 2, false);
  for (const step of [21, 40, 60]) curves.append(step, 0.1, 0.1);
  assert.equal(curves.present.newest, 50);
  curves.arrange([parent, { ...child, latest: 60 }], 2);
  assert.deepEqual(curves.present.steps, [0, 10, 20, 21, 40, 60]);
  assert.deepEqual(curves.of(1)?.steps, [0, 10, 20, 30, 40, 50]);
  curves.append(61, 0.1, 0.1);
  assert.equal(curves.present.newest, 61);
});

test("a change of the present branch needs no word about its place", () => {
  const curves = begun();
  curves.describe(told([0, 50]), 1, false);
  curves.append(60, 0.1, 0.1);
  assert.deepEqual(curves.present.steps, [0, 10, 20, 30, 40, 50, 60]);
});

test("whoever returns to a branch finds it as it was left", () => {
  const curves = begun();
  curves.describe(told([0]), 2, false);
  curves.arrange([parent, child], 2);
  curves.append(30, 0.1, 0.1);
  const { present } = curves;
  curves.describe(told([0, 50]), 1, false);
  assert.equal(curves.present, present, "charts keep hold of it");
  assert.deepEqual(curves.present.steps, [0, 10, 20, 30, 40, 50]);
  curves.append(55, 0.1, 0.1);
  const left = { ...child, latest: 30, history: told([0, 25]) };
  curves.arrange([{ ...parent, latest: 55, history: null }, left], 1);
  assert.deepEqual(curves.of(2)?.steps, [0, 10, 20, 30]);
  assert.equal(curves.present.newest, 55);
});

test("a newcomer draws each branch from step 0, with the server's memory", () => {
  const curves = new Curves();
  curves.describe(told([0, 25, 50, 75]), 1, true);
  curves.arrange(
    [
      branch({ id: 1, latest: 75 }),
      branch({ id: 2, parent: 1, from: 50, latest: 100, history: told([75, 100], 0.2) }),
      branch({ id: 3, parent: 2, from: 80, latest: 90, history: told([0, 25, 75, 90], 0.3) }),
    ],
    1,
  );
  assert.deepEqual(curves.of(2)?.steps, [0, 25, 50, 75, 100]);
  assert.deepEqual(curves.of(2)?.train, [1, 1, 1, 0.2, 0.2]);
  assert.deepEqual(curves.of(3)?.steps, [0, 25, 75, 90]);
});

test("what others did meanwhile is learnt from the server", () => {
  const curves = begun();
  const other = branch({ id: 2, parent: 1, from: 10, latest: 20, history: told([0, 20]) });
  curves.arrange([branch({ id: 1, latest: 50 }), other], 1);
  const later = { ...other, latest: 40, history: told([0, 20, 40]) };
  curves.arrange([branch({ id: 1, latest: 50 }), later], 1);
  assert.deepEqual(curves.of(2)?.steps, [0, 20, 40]);
});

test("a new run beside the old begins empty, and a branch that was deleted is gone", () => {
  const curves = begun();
  curves.describe(told([]), 2, true);
  curves.arrange([parent, branch({ id: 2 })], 2);
  assert.deepEqual(curves.present.steps, []);
  assert.deepEqual(curves.of(1)?.steps, [0, 10, 20, 30, 40, 50]);
  curves.arrange([branch({ id: 2 })], 2);
  assert.equal(curves.of(1), null);
});

test("a run that is set up anew at step 0 is the same branch, of which nothing is left", () => {
  const curves = begun();
  curves.describe(told([]), 1, true);
  curves.append(0, 0.7, 0.7);
  assert.deepEqual(curves.present.steps, [0]);
});

test("whoever goes back to the same start keeps what was seen of the line", () => {
  const curves = begun();
  curves.describe(told([25, 50]), 1, true);
  assert.deepEqual(curves.present.steps, [0, 10, 20, 30, 40, 50]);
});

test("another connection is told all anew", () => {
  const curves = begun();
  curves.forget();
  curves.describe(told([0, 5]), 1, true);
  curves.arrange([branch({ id: 1, latest: 5 })], 1);
  assert.deepEqual(curves.present.steps, [0, 5]);
});
