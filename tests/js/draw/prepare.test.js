import assert from "node:assert/strict";
import { test } from "node:test";
import { prepared } from "../../../static/js/draw/prepare.js";
import { blank, boxOf, centreOf, resized } from "../../../static/js/draw/raster.js";

/**
 * A raster with full ink where a test says.
 * @param {number} size @param {(x: number, y: number) => boolean} inked  from 0 to 1
 */
function drawn(size, inked) {
  const raster = blank(size, size);
  for (let i = 0; i < size * size; i++) {
    const [x, y] = [((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size];
    raster.ink[i] = Number(inked(x, y));
  }
  return raster;
}

/** @param {number} left @param {number} top @param {number} right @param {number} bottom */
const bar = (left, top, right, bottom) => (/** @type {number} */ x, /** @type {number} */ y) =>
  x > left && x < right && y > top && y < bottom;

/** @param {Uint8Array} pixels @param {number} columns */
const rows = (pixels, columns) =>
  Array.from({ length: pixels.length / columns }, (_, row) =>
    Array.from(pixels.slice(row * columns, (row + 1) * columns)),
  );

test("a box is as tight as can be, and there is none around nothing", () => {
  assert.equal(boxOf(blank(8, 8)), null);
  const box = boxOf(drawn(100, bar(0.2, 0.4, 0.5, 0.9)));
  assert.deepEqual(box, { x: 20, y: 40, width: 30, height: 50 });
});

test("a smaller size keeps the mean, whatever the ratio", () => {
  const raster = drawn(50, bar(0.13, 0.2, 0.61, 0.88));
  const mean = (/** @type {Float32Array} */ ink) => ink.reduce((sum, v) => sum + v, 0) / ink.length;
  for (const [width, height] of [
    [7, 13],
    [28, 28],
    [50, 50],
    [64, 3],
  ]) {
    const small = resized(raster, { x: 0, y: 0, width: 50, height: 50 }, width, height);
    assert.ok(Math.abs(mean(small.ink) - mean(raster.ink)) < 1e-6, `${width} x ${height}`);
  }
});

test("other pictures are the means of the areas of the whole pad", () => {
  const pixels = prepared(drawn(256, bar(0, 0, 0.5, 0.25)), "plain", [4, 4]);
  assert.deepEqual(rows(pixels, 4), [[255, 255, 0, 0], ...Array(3).fill([0, 0, 0, 0])]);
});

test("digits are counted in 17 steps, and fill the height wherever they were drawn", () => {
  for (const [left, top] of [
    [0.1, 0.05],
    [0.6, 0.55],
  ]) {
    const one = prepared(drawn(256, bar(left, top, left + 0.05, top + 0.4)), "blocks", [8, 8]);
    for (const value of one)
      assert.equal(value, Math.round((Math.round((value / 255) * 16) / 16) * 255));
    for (const row of rows(one, 8)) {
      assert.ok(Math.max(row[3], row[4]) > 200, "ink in the middle");
      assert.equal(row[0] + row[7], 0, "none at the sides");
    }
  }
});

test("strokes of digits come out equally thick, however thick the pen was", () => {
  const inks = [0.02, 0.06, 0.12].map((pen) => {
    const ring = drawn(256, (x, y) => Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3) < pen / 2);
    return prepared(ring, "blocks", [8, 8]).reduce((sum, value) => sum + value, 0);
  });
  for (const ink of inks) assert.ok(Math.abs(ink / inks[0] - 1) < 0.1, String(inks));
});

test("MNIST: 20 of 28 high, as wide as it was, the centre of mass in the middle", () => {
  const shape = bar(0.55, 0.05, 0.65, 0.35);
  const pixels = prepared(drawn(280, shape), "centred", [28, 28]);
  const ink = Float32Array.from(pixels, (value) => value / 255);
  const box = boxOf({ width: 28, height: 28, ink });
  assert.equal(box?.height, 20);
  assert.ok(box && Math.abs(box.width - 20 / 3) <= 1, String(box?.width));
  const [x, y] = centreOf({ width: 28, height: 28, ink });
  assert.ok(Math.abs(x - 14) <= 0.5 && Math.abs(y - 14) <= 0.5, `${x}, ${y}`);
});

test("nothing drawn is nothing", () => {
  for (const way of /** @type {const} */ (["blocks", "centred", "plain"])) {
    assert.ok(prepared(blank(256, 256), way, [8, 8]).every((value) => value === 0));
  }
});

test("a dot, a line and a full pad are pictures, too", () => {
  for (const way of /** @type {const} */ (["blocks", "centred", "plain"])) {
    for (const inked of [bar(0.5, 0.5, 0.51, 0.51), bar(0, 0.5, 1, 0.51), () => true]) {
      const pixels = prepared(drawn(256, inked), way, [28, 28]);
      assert.equal(pixels.length, 28 * 28);
      assert.ok(
        pixels.some((value) => value > 0),
        way,
      );
    }
  }
});
