import assert from "node:assert/strict";
import test from "node:test";
import { axisOf, nearestOn, placeOn } from "../../../static/js/layers/axes.js";

test("a linear axis holds all that is finite", () => {
  const axis = axisOf([3, null, -1, Infinity, 2], false);
  assert.deepEqual(axis, { least: -1, most: 3, logarithmic: false });
  assert.equal(placeOn(axis, 1), 0.5);
  assert.equal(placeOn(axis, 9), 1);
});

test("a logarithmic axis leaves out what is not above 0, and spans eight powers of ten", () => {
  const axis = axisOf([0, 1e-3, 10, -5], true);
  assert.deepEqual(axis, { least: 1e-3, most: 10, logarithmic: true });
  assert.ok(Math.abs(placeOn(axis, 0.1) - 0.5) < 1e-9);
  assert.equal(placeOn(axis, 0), 0);
  assert.equal(axisOf([1e-20, 1], true).least, 1e-8);
});

test("a place has a value nearest to it, as it is seen", () => {
  const values = [1, 10, 100];
  assert.equal(nearestOn(axisOf(values, false), values, 0.07), 10);
  assert.equal(nearestOn(axisOf(values, true), values, 0.3), 10);
  assert.equal(nearestOn(axisOf(values, true), values, 0.2), 1);
  assert.equal(nearestOn(axisOf(values, true), values, 1), 100);
  assert.equal(nearestOn(axisOf([], false), [], 0.5), null);
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
