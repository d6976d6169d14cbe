import assert from "node:assert/strict";
import { test } from "node:test";
import { areaMeans } from "../../../static/js/plane/areas.js";

test("a map is told area by area, the top first", () => {
  const size = 6;
  const map = Int8Array.from({ length: size * size }, (_, i) => {
    const [row, column] = [Math.floor(i / size), i % size];
    return row < 2 && column >= 4 ? 127 : -127;
  });
  const blue = areaMeans(map, [size, size], (value) => Number(value > 0));
  assert.deepEqual(blue, [
    [0, 0, 1],
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("what is no number counts nowhere", () => {
  const map = Int8Array.of(-128, 10, 20, -128, 30, 50, -128, 0, 0);
  const means = areaMeans(map, [3, 3], (value) => value);
  assert.deepEqual(means, [
    [Number.NaN, 10, 20],
    [Number.NaN, 30, 50],
    [Number.NaN, 0, 0],
  ]);
});
