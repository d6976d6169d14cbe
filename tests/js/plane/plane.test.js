import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestPoint, positionOf, spotlightOf } from "../../../static/js/plane/points.js";
import { placePlot, ticksOf, toCanvas, toPlane } from "../../../static/js/plane/scale.js";
import { fullColour, surfaceTable } from "../../../static/js/plane/surface.js";

/** @type {[number, number]} */
const DOMAIN = [-6, 6];
const DATA = {
  view: /** @type {const} */ ("plane"),
  task: /** @type {const} */ ("binary"),
  train: 2,
  test: 1,
  classes: ["a", "b"],
  targets: [0, 1, 1],
  x: [-3, 3, 0],
  y: [-3, 3, 0],
};

for (const [width, height] of [
  [260, 236],
  [600, 600],
  [90, 300],
]) {
  test(`the plane is a square inside ${width} × ${height}`, () => {
    const { left, top, side } = placePlot(width, height, DOMAIN);
    assert.ok(left >= 0 && top >= 0);
    assert.ok(left + side <= width && top + side <= height);
    assert.ok(side >= Math.min(width, height) * 0.85);
  });
}

test("positions and points of the plane answer each other; y points up", () => {
  const plot = placePlot(260, 236, DOMAIN);
  const [x, y] = toPlane(plot, ...toCanvas(plot, 1.5, -4));
  assert.ok(Math.abs(x - 1.5) < 1e-9 && Math.abs(y + 4) < 1e-9);
  assert.deepEqual(toCanvas(plot, -6, 6), [plot.left, plot.top]);
});

test("a position outside is the nearest place inside", () => {
  const plot = placePlot(260, 236, DOMAIN);
  assert.deepEqual(toPlane(plot, -100, 1000), [-6, -6]);
});

test("ticks are whole numbers with room between them", () => {
  assert.deepEqual(ticksOf(DOMAIN, 214), [-6, -4, -2, 0, 2, 4, 6]);
  assert.equal(ticksOf(DOMAIN, 560).length, 13);
  assert.deepEqual(ticksOf(DOMAIN, 120), [-4, 0, 4]);
});

test("the nearest sample, test samples only while they are shown", () => {
  const plot = placePlot(260, 236, DOMAIN);
  const [x, y] = toCanvas(plot, 0.2, 0.1);
  const shown = nearestPoint(plot, DATA, true, x, y);
  assert.equal(shown?.split, "test");
  assert.equal(shown?.index, 0);
  const hidden = nearestPoint(plot, DATA, false, x, y);
  assert.deepEqual([hidden?.split, hidden?.index], ["train", 1]);
  assert.ok(hidden && shown && hidden.distance > shown.distance);
  assert.equal(nearestPoint(plot, { ...DATA, train: 0, test: 0 }, true, x, y), null);
});

test("training samples stand before test samples", () => {
  for (const at of [0, 1, 2]) assert.equal(positionOf(spotlightOf(at, DATA), DATA), at);
  assert.deepEqual(spotlightOf(2, DATA), { split: "test", index: 0 });
});

test("a regression is coloured relative to its largest target", () => {
  assert.equal(fullColour({ ...DATA, task: "regression", targets: [0.5, -4] }), 4);
  assert.equal(fullColour({ ...DATA, task: "regression", targets: [0, 0] }), 1);
  assert.equal(fullColour(DATA), 1);
});

test("a surface is stretched and clipped, or only its sign is shown", () => {
  const signed = Uint32Array.from({ length: 256 }, (_, i) => i);
  const plain = surfaceTable(signed, 1, false);
  assert.deepEqual([plain[1], plain[128], plain[255]], [1, 128, 255]);
  const stretched = surfaceTable(signed, 2, false);
  assert.deepEqual([stretched[1], stretched[128 + 10], stretched[255]], [1, 148, 255]);
  const signs = surfaceTable(signed, 1, true);
  assert.deepEqual([signs[127], signs[128], signs[129]], [1, 128, 255]);
});
