import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, floatsOf } from "../../../static/js/images/base64.js";
import { hueOf, lettersOf } from "../../../static/js/images/marks.js";
import { largest, strongest } from "../../../static/js/images/saliency-map.js";
import { placement, sampleAt } from "../../../static/js/images/scatter.js";

test("both axes are alike, and all points inside", () => {
  const points = [2, 0, 0, -4, Number.NaN, Number.NaN];
  const place = placement(points, 300, 200);
  const [right, down] = [place(0), place(1)];
  assert.deepEqual([right[1], down[0]], [100, 150]);
  assert.equal((down[1] - 100) / (right[0] - 150), 2);
  assert.ok(down[1] < 200 && down[1] > 180);
});

test("the nearest sample is pointed at, if one is near", () => {
  const points = [1, 1, -1, -1, Number.NaN, Number.NaN];
  const [x, y] = placement(points, 200, 200)(1);
  assert.equal(sampleAt(points, 200, 200, x + 5, y - 5), 1);
  assert.equal(sampleAt(points, 200, 200, 100, 100), null);
});

test("classes have a letter each: their names where those are short", () => {
  assert.deepEqual(lettersOf(["0", "1"]), ["0", "1"]);
  assert.deepEqual(lettersOf(["circle", "square", "x"]), ["A", "B", "C"]);
  assert.equal(hueOf(0), hueOf(10));
});

test("numbers come back from base64", () => {
  assert.deepEqual([...bytesOf("AAH/")], [0, 1, 255]);
  const floats = Float32Array.from([1.5, -0.1, 0]);
  const text = Buffer.from(floats.buffer).toString("base64");
  assert.deepEqual(floatsOf(text), floats);
});

test("the strongest of a map", () => {
  assert.deepEqual(strongest([1, -5, 3], 2), [1, 2]);
  assert.equal(largest([1, -5, Number.NaN]), 5);
  assert.equal(largest([0, 0]), 1);
});
