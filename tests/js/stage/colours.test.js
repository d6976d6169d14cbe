import assert from "node:assert/strict";
import { test } from "node:test";
import { mix, parseColour, signIndex, signTable } from "../../../static/js/palette.js";
import { surfaceTable } from "../../../static/js/plane/surface.js";
import { liveScales, mapStrengths, paintMap } from "../../../static/js/stage/atlas.js";
import { inkOf } from "../../../static/js/stage/columns/maps.js";

/** @type {[number, number, number]} */
const NEG = [232, 119, 14];
/** @type {[number, number, number]} */
const ZERO = [240, 240, 240];
/** @type {[number, number, number]} */
const NONE = [120, 120, 120];
/** @type {[number, number, number]} */
const POS = [31, 111, 196];

test("colours are read as they may stand in a style sheet", () => {
  assert.deepEqual(parseColour(" #e8770e"), NEG);
  assert.deepEqual(parseColour("#abc"), [170, 187, 204]);
  assert.deepEqual(parseColour("rgb(1, 2, 3)"), [1, 2, 3]);
  assert.deepEqual(parseColour("rgb(29 35 41 / 16%)"), [29, 35, 41]);
  assert.throws(() => parseColour("teal"), /teal/);
});

test("the table goes from negative through zero to positive", () => {
  const table = signTable(NEG, ZERO, POS, NONE);
  assert.equal(table.length, 256);
  assert.deepEqual(table[128], ZERO);
  assert.deepEqual(table[0], NONE);
  const distance = (/** @type {number} */ i) => Math.abs(table[i][0] - POS[0]);
  for (let i = 129; i < 256; i++) assert.ok(distance(i) <= distance(i - 1));
  assert.notDeepEqual(table[1], table[255]);
});

test("numbers find their entry, also where there is no scale", () => {
  assert.equal(signIndex(0, 1), 128);
  assert.equal(signIndex(2, 2), 255);
  assert.equal(signIndex(-9, 2), 1);
  assert.equal(signIndex(1, 0), 128);
});

test("what is no number has a colour of its own, however strong the map", () => {
  assert.equal(signIndex(Number.NaN, 1), 0);
  assert.equal(signIndex(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), 0);
  const table = Uint32Array.from({ length: 256 }, (_, i) => i);
  const pixels = new Uint32Array(16);
  paintMap(pixels, Int8Array.of(-128, 0, 0, 0), 0, 2, 0.5, table);
  assert.equal(pixels[0], 0);
  for (const discretize of [false, true]) {
    assert.equal(surfaceTable(table, 2, discretize)[0], 0);
  }
});

test("mixing ends at its ends", () => {
  assert.deepEqual(mix(NEG, POS, 0), NEG);
  assert.deepEqual(mix(NEG, POS, 1), POS);
});

test("inputs are coloured each for itself, neurons relative to their layer", () => {
  assert.deepEqual(mapStrengths([6, 36, 1], 0), [1, 1, 1]);
  assert.deepEqual(mapStrengths([1, 4, 2], 2), [0.25, 1, 0.5]);
  assert.deepEqual(mapStrengths([0, 0], 1), [0, 0]);
});

test("a map that is zero everywhere does not set the scale of its layer", () => {
  const maps = Int8Array.of(0, 0, 127, -3);
  assert.deepEqual(liveScales(maps, Float32Array.of(1, 0.5), 2), [0, 0.5]);
});

test("a map keeps its places and repeats its border", () => {
  const table = Uint32Array.from({ length: 256 }, (_, i) => i);
  const pixels = new Uint32Array(16);
  paintMap(pixels, Int8Array.of(9, 9, 9, 9, 1, -2, 3, -4), 4, 2, 1, table);
  assert.deepEqual(
    [...pixels],
    [129, 129, 126, 126, 129, 129, 126, 126, 131, 131, 124, 124, 131, 131, 124, 124],
  );
  paintMap(pixels, Int8Array.of(100, 0, 0, 0), 0, 2, 0.5, table);
  assert.equal(pixels[0], 178);
});

test("an image is ink on paper, however it was scaled", () => {
  assert.deepEqual(inkOf(Float32Array.of(-1, 0, 1)), [0, 128, 255]);
  assert.deepEqual(inkOf(Float32Array.of(0, 16, 8)), [0, 255, 128]);
  assert.deepEqual(inkOf(Float32Array.of(3, 3)), [0, 0]);
});
