import assert from "node:assert/strict";
import test from "node:test";
import { axisOf, placeOn, valueOn } from "../../../static/js/layers/axes.js";

test("a linear axis holds all that is finite", () => {
  const axis = axisOf([3, null, -1, Infinity, 2], false);
  assert.deepEqual(axis, { least: -1, most: 3, logarithmic: false });
  assert.equal(placeOn(axis, 1), 0.5);
  assert.equal(placeOn(axis, 9), 1);
  assert.equal(valueOn(axis, 0.25), 0);
});

test("a logarithmic axis leaves out what is not above 0, and spans eight powers of ten", () => {
  const axis = axisOf([0, 1e-3, 10, -5], true);
  assert.deepEqual(axis, { least: 1e-3, most: 10, logarithmic: true });
  assert.ok(Math.abs(placeOn(axis, 0.1) - 0.5) < 1e-9);
  assert.equal(placeOn(axis, 0), 0);
  assert.ok(Math.abs(valueOn(axis, 0.5) - 0.1) < 1e-9);
  assert.equal(axisOf([1e-20, 1], true).least, 1e-8);
});

test("an axis of one value, or of none, has room around it", () => {
  assert.deepEqual(axisOf([2, 2], false), { least: 0, most: 4, logarithmic: false });
  assert.deepEqual(axisOf([0], false), { least: -1, most: 1, logarithmic: false });
  assert.deepEqual(axisOf([], true), { least: 1e-3, most: 1, logarithmic: true });
  const one = axisOf([0.1], true);
  assert.ok(one.least < 0.1 && one.most > 0.1);
});

test("an axis holds what it always holds", () => {
  const axis = axisOf([1e-3], true, [1e-4, 1e-2]);
  assert.deepEqual([axis.least, axis.most], [1e-4, 1e-2]);
});
