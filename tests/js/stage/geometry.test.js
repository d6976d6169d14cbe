import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeEnd, edgeStart, edgeStartY, wayPoint } from "../../../static/js/stage/column.js";
import { edgePoint } from "../../../static/js/stage/curve.js";
import { placeNetwork, unitAt } from "../../../static/js/stage/geometry.js";

/** @typedef {import("../../../static/js/types.js").LayoutLayer} LayoutLayer */

/** @param {number[]} sizes @param {string[] | null} [labels] @param {number[]} [input] @returns {LayoutLayer[]} */
const network = (sizes, labels = null, input = [sizes[0]]) =>
  sizes.map((units, index) => ({
    index,
    units,
    shape: index === 0 ? input : [units],
    settings: {},
    kind: index === 0 ? "input" : index === sizes.length - 1 ? "output" : "dense",
    activation: null,
    labels: index === 0 ? labels : null,
  }));

const LAPTOP = { width: 792, height: 568, topInset: 100, bottomInset: 42 };
const PHONE = { width: 360, height: 420, topInset: 100, bottomInset: 42 };
const WALL = { width: 1400, height: 900, topInset: 100, bottomInset: 42 };

const NETWORKS = {
  smallest: network([1, 1]),
  usual: network([2, 4, 2, 1], ["x", "y"]),
  deepest: network([7, ...Array(12).fill(8), 1]),
  widest: network([2, ...Array(12).fill(64), 10]),
  table: network([30, 64, 3], Array(30).fill("worst fractal dimension")),
};

for (const [name, layers] of Object.entries(NETWORKS)) {
  for (const frame of [LAPTOP, PHONE, WALL]) {
    test(`the ${name} network stays inside ${frame.width} × ${frame.height}`, () => {
      const { columns } = placeNetwork(layers, frame);
      for (const [k, column] of columns.entries()) {
        assert.ok(column.x - column.width / 2 >= 0, "left");
        assert.ok(column.x + column.width / 2 <= frame.width, "right");
        assert.ok(column.top >= frame.topInset - 6, "top");
        assert.ok(column.bottom <= frame.height - 20, "bottom");
        assert.ok(column.cell <= column.pitch, "neurons do not overlap");
        assert.ok(column.cell >= 3);
        if (k > 0) assert.ok(edgeEnd(column) > edgeStart(columns[k - 1]), "columns do not touch");
      }
    });
  }
}

test("columns of few neurons share one size", () => {
  const { columns } = placeNetwork(network([2, 6, 4, 1]), LAPTOP);
  assert.equal(new Set(columns.map(({ cell }) => cell)).size, 1);
  assert.equal(columns[1].cell, 46);
});

test("an input image is one square in whole pixels, its units at their pixels", () => {
  const { columns } = placeNetwork(network([64, 32, 10], null, [8, 8]), LAPTOP);
  const { cell, y, x, width, bottom, top, form } = columns[0];
  assert.equal(width, cell * 8);
  assert.equal(cell, Math.floor(cell));
  assert.equal(bottom - top, width);
  assert.equal(form.boxOf(columns[0], 0).x, x - width / 2);
  assert.equal(y[0], top + cell / 2);
  assert.equal(y[63], top + 7.5 * cell);
});

test("each neuron is found at its own place, and nothing between the columns", () => {
  const geometry = placeNetwork(network([2, 64, 8, 1]), LAPTOP);
  for (const column of geometry.columns) {
    for (const [unit, y] of column.y.entries()) {
      assert.deepEqual(unitAt(geometry, column.x, y), { layer: column.index, unit });
    }
  }
  const between = (geometry.columns[2].x + geometry.columns[3].x) / 2;
  assert.equal(unitAt(geometry, between, 300), null);
  assert.equal(unitAt(geometry, geometry.columns[3].x, 110), null);
});

test("each pixel of an input image is found", () => {
  const geometry = placeNetwork(network([64, 10], null, [8, 8]), LAPTOP);
  const { x, width, cell } = geometry.columns[0];
  for (let unit = 0; unit < 64; unit++) {
    const middle = x - width / 2 + ((unit % 8) + 0.5) * cell;
    assert.deepEqual(unitAt(geometry, middle, geometry.columns[0].y[unit]), { layer: 0, unit });
  }
});

test("an edge runs from one end to the other, level at both", () => {
  assert.deepEqual(edgePoint(10, 20, 110, 80, 0), [10, 20]);
  assert.deepEqual(edgePoint(10, 20, 110, 80, 1), [110, 80]);
  assert.deepEqual(edgePoint(10, 20, 110, 80, 0.5), [60, 50]);
});

test("a pulse from an image begins in its pixel and leaves in the pixel's row", () => {
  const { columns } = placeNetwork(network([64, 10], null, [8, 8]), LAPTOP);
  const [input, output] = columns;
  const { cell, x, width, top } = input;
  const unit = 3 * 8 + 2;
  assert.deepEqual(wayPoint(input, unit, output, 4, 0), [
    x - width / 2 + 2.5 * cell,
    top + 3.5 * cell,
  ]);
  assert.deepEqual(wayPoint(input, unit, output, 4, 1), [edgeEnd(output), output.y[4]]);
  for (let column = 0; column < 8; column++) {
    const y = edgeStartY(input, 3 * 8 + column);
    assert.ok(Math.abs(y - input.y[unit]) < cell / 2);
  }
});
