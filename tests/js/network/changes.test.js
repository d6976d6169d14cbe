import assert from "node:assert/strict";
import { test } from "node:test";
import { layerChanges } from "../../../static/js/network/changes.js";

/** @param {number} channels @param {number} [size] */
const conv = (channels, size = 3) => ({ kind: "conv2d", channels, kernel_size: size });
const pool = { kind: "max_pool2d", kernel_size: 2 };
/** @param {number} units */
const dense = (units) => ({ kind: "dense", units });

test("equal lists have no changes", () => {
  assert.deepEqual(layerChanges([conv(6), pool], [conv(6), { ...pool }]), []);
  assert.deepEqual(layerChanges([], []), []);
});

test("a setting that changed, of the layer whose it is", () => {
  const changes = layerChanges([conv(6), pool, conv(16)], [conv(6), pool, conv(16, 5)]);
  assert.deepEqual(changes, [
    { what: "changed", at: 2, setting: "kernel_size", before: 3, after: 5 },
  ]);
});

test("what came, by its place now, and what went, by its place then", () => {
  assert.deepEqual(layerChanges([conv(6), dense(4)], [conv(6), pool, dense(4)]), [
    { what: "added", at: 1 },
  ]);
  assert.deepEqual(layerChanges([conv(6), pool, dense(4)], [conv(6), dense(4)]), [
    { what: "removed", at: 1 },
  ]);
  assert.deepEqual(layerChanges([pool], []), [{ what: "removed", at: 0 }]);
});

test("a layer in place of another is neither", () => {
  assert.deepEqual(layerChanges([pool], [dense(2)]), [
    { what: "removed", at: 0 },
    { what: "added", at: 0 },
  ]);
});

test("a layer that went and came unchanged has moved", () => {
  const changes = layerChanges([conv(6), pool, dense(4)], [pool, conv(6), dense(4)]);
  assert.equal(changes.length, 1);
  assert.equal(changes[0].what, "moved");
});

test("both an addition and a setting elsewhere are found", () => {
  const changes = layerChanges([conv(6), dense(4)], [conv(8), pool, dense(4)]);
  assert.deepEqual(changes, [
    { what: "changed", at: 0, setting: "channels", before: 6, after: 8 },
    { what: "added", at: 1 },
  ]);
});
