import assert from "node:assert/strict";
import { test } from "node:test";
import { edgePoint, heightShare } from "../../../static/js/stage/curve.js";
import { opticalDepth, weave } from "../../../static/js/stage/weave.js";

const COLOURS = {
  neg: /** @type {[number, number, number]} */ ([200, 100, 0]),
  pos: /** @type {[number, number, number]} */ ([0, 100, 200]),
};

/**
 * @param {number[]} starts @param {number[]} ends @param {number[]} depths
 * @param {{ width?: number, span?: number, left?: number }} [options]
 */
function woven(starts, ends, depths, { width = 1, span = 60, left = 0 } = {}) {
  const image = { data: new Uint8ClampedArray((span + 1) * 100 * 4), width: span + 1, height: 100 };
  const widths = new Float32Array(depths.length).fill(width);
  const gap = { left, right: left + span, starts, ends, widths, depths: Float32Array.from(depths) };
  weave(image, Math.floor(left), gap, COLOURS);
  /** @param {number} x @param {number} y */
  const at = (x, y) => Array.from(image.data.subarray((y * image.width + x) * 4).subarray(0, 4));
  /** Sum of the opacities of a column, and their centre. @param {number} x */
  const column = (x) => {
    let [sum, moment] = [0, 0];
    for (let y = 0; y < 100; y++) {
      sum += at(x, y)[3] / 255;
      moment += (at(x, y)[3] / 255) * (y + 0.5);
    }
    return { sum, centre: moment / sum };
  };
  return { at, column };
}

test("the height at a share of the way is that of the curve", () => {
  for (let t = 0; t <= 1; t += 0.05) {
    const [x, y] = edgePoint(0, 0, 1, 1, t);
    assert.ok(Math.abs(heightShare(x) - y) < 1e-6, `t = ${t}`);
  }
});

test("a level edge covers its width, between the rows it lies between", () => {
  const { at } = woven([20.5], [20.5], [opticalDepth(0.5)]);
  assert.ok(Math.abs(at(30, 20)[3] - 128) <= 2);
  assert.equal(at(30, 19)[3], 0);
  const between = woven([20], [20], [opticalDepth(0.2)]);
  const [above, below] = [between.at(30, 19)[3], between.at(30, 20)[3]];
  assert.ok(Math.abs(above - below) <= 1 && above > 20);
});

test("an edge follows its curve, level or steep, and is as thick everywhere", () => {
  for (const [from, to, span] of [
    [30, 40, 60],
    [10, 90, 60],
    [90, 10, 60],
    [5, 95, 240],
  ]) {
    const { column } = woven([from], [to], [opticalDepth(0.1)], { width: 1.5, span });
    for (const at of [0.04, 0.29, 0.5, 0.74, 0.95]) {
      const x = Math.floor(at * span);
      const share = (x + 0.5) / span;
      const slope =
        ((heightShare(share + 1e-3) - heightShare(share - 1e-3)) / 2e-3 / span) * (to - from);
      const { sum, centre } = column(x);
      assert.ok(Math.abs(centre - (from + (to - from) * heightShare(share))) < 0.5);
      const expected = 0.1 * 1.5 * Math.sqrt(1 + slope ** 2);
      assert.ok(Math.abs(sum - expected) < 0.12 * expected + 0.02, `${sum} for ${expected}`);
    }
  }
});

test("colour says sign; where both meet neither is in front", () => {
  assert.deepEqual(woven([20.5], [20.5], [-1]).at(30, 20).slice(0, 3), COLOURS.neg);
  assert.deepEqual(woven([20.5], [20.5], [1]).at(30, 20).slice(0, 3), COLOURS.pos);
  const both = woven([20, 21], [20.5], [1, -1]).at(58, 20);
  assert.ok(Math.abs(both[0] - 100) < 12 && Math.abs(both[2] - 100) < 12);
});

test("opacities add up as if painted one after another", () => {
  const { at } = woven([20.5, 20.6], [20.5], [opticalDepth(0.3), opticalDepth(0.3)]);
  assert.ok(Math.abs(at(59, 20)[3] / 255 - (1 - 0.7 ** 2)) < 0.05);
});

test("thousands of edges leave nothing where there are none", () => {
  const ys = Array.from({ length: 64 }, (_, i) => 10 + i);
  const depths = Array.from({ length: 64 * 64 }, (_, i) => Math.sin(i * 7.3) * 0.4);
  const { at } = woven(ys, ys, depths, { span: 40 });
  for (let x = 0; x < 40; x++) {
    for (const y of [0, 3, 6, 78, 85, 99]) assert.equal(at(x, y)[3], 0, `at ${x}, ${y}`);
  }
});

test("an edge that starts within a pixel covers that part of it", () => {
  const { column } = woven([20.5], [20.5], [opticalDepth(0.4)], { left: 0.5 });
  assert.ok(Math.abs(column(0).sum - column(30).sum / 2) < 0.05);
});
