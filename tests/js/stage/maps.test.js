import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeEnd, edgeStart, linkPoint } from "../../../static/js/stage/column.js";
import { cellNow, cellsShown } from "../../../static/js/stage/columns/filling.js";
import { paintMaps } from "../../../static/js/stage/columns/sheets.js";
import { hitGap, placeNetwork, unitAt } from "../../../static/js/stage/geometry.js";
import { windowBox } from "../../../static/js/stage/patch.js";
import { windowsOf } from "../../../static/js/stage/windows.js";

/** @typedef {import("../../../static/js/types.js").LayoutLayer} LayoutLayer */
/** @typedef {[string, number[], Record<string, number>?]} Described */

const CONV = { kernel_size: 3, stride: 1, padding: 1 };
const POOL = { kernel_size: 2, stride: 2, padding: 0 };
const LAPTOP = { width: 772, height: 552, topInset: 100, bottomInset: 58 };
const TABLET = { width: 520, height: 600, topInset: 100, bottomInset: 58 };
const PHONE = { width: 360, height: 420, topInset: 100, bottomInset: 58 };

/** @param {Described[]} layers @returns {LayoutLayer[]} */
const network = (layers) =>
  layers.map(([kind, shape, settings = {}], index) => ({
    ...{ index, kind, shape, settings, labels: index === 0 ? [] : null, activation: null },
    units: shape.reduce((product, size) => product * size, 1),
  }));

const LENET = network([
  ["input", [8, 8]],
  ["conv2d", [6, 8, 8], CONV],
  ["max_pool2d", [6, 4, 4], POOL],
  ["conv2d", [16, 4, 4], CONV],
  ["max_pool2d", [16, 2, 2], POOL],
  ["dense", [32]],
  ["output", [10]],
]);
const LARGE = network([
  ["input", [28, 28]],
  ["conv2d", [32, 28, 28], CONV],
  ["max_pool2d", [32, 14, 14], POOL],
  ["flatten", [6272]],
  ["dropout", [6272], { rate: 0.5 }],
  ["dense", [64]],
  ["output", [10]],
]);

for (const [name, layers] of Object.entries({ LENET, LARGE })) {
  for (const frame of [LAPTOP, TABLET, PHONE]) {
    test(`${name} stays inside ${frame.width} × ${frame.height}, its columns apart`, () => {
      const { columns } = placeNetwork(layers, frame);
      for (const [k, column] of columns.entries()) {
        assert.ok(column.x - column.width / 2 >= 0, "left");
        assert.ok(column.x + column.width / 2 <= frame.width, "right");
        assert.ok(column.top >= frame.topInset - 6, "top");
        assert.ok(column.bottom <= frame.height - 40, "bottom");
        if (k > 0) assert.ok(edgeEnd(column) > edgeStart(columns[k - 1]), `gap ${k}`);
        for (let part = 0; part < column.parts; part++) {
          const box = column.form.partBox(column, part);
          assert.ok(box.x >= edgeEnd(column) - 1 && box.y >= column.top - 1);
          assert.ok(box.y + box.height <= column.bottom + 1);
        }
      }
    });
  }
}

test("maps of a laptop are as large as can be read, and so are their kernels", () => {
  const { columns } = placeNetwork(LENET, LAPTOP);
  assert.ok(columns[1].cell * 8 >= 48);
  assert.ok(columns[3].cell * 4 >= 24);
  assert.ok(columns[1].kernel >= 15 && columns[3].kernel >= 12);
  assert.equal(columns[2].kernel, 0);
});

test("maps do not cover each other, nor their kernels", () => {
  const { columns } = placeNetwork(LENET, LAPTOP);
  for (const column of columns.filter(({ parts, index }) => parts > 1 && index < 5)) {
    const boxes = Array.from({ length: column.parts }, (_, part) => {
      const { x, y, width, height } = column.form.partBox(column, part);
      return { x: x - column.kernel, y, right: x + width, bottom: y + height };
    });
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        assert.ok(a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y);
      }
    }
  }
});

test("each cell of each map is found at its own place", () => {
  for (const layers of [LENET, LARGE]) {
    const geometry = placeNetwork(layers, LAPTOP);
    for (const column of geometry.columns) {
      for (let unit = 0; unit < column.units; unit += 7) {
        const { x, y, width, height } = column.form.boxOf(column, unit);
        const found = unitAt(geometry, x + width / 2, y + height / 2);
        assert.deepEqual(found, { layer: column.index, unit });
      }
    }
  }
});

test("a link runs from its map to the kernel of the next", () => {
  const [, , from, to] = placeNetwork(LENET, LAPTOP).columns;
  const [x0, y0] = linkPoint(from, 2, to, 5, 0);
  const [x1] = linkPoint(from, 2, to, 5, 1);
  const box = from.form.partBox(from, 2);
  assert.equal(x0, edgeStart(from));
  assert.ok(y0 > box.y && y0 < box.y + box.height);
  assert.ok(x1 <= to.form.partBox(to, 5).x - to.kernel);
});

test("a window with a border reaches beyond its map", () => {
  const [from] = placeNetwork(LENET, LAPTOP).columns;
  const windows = windowsOf(LENET[0], LENET[1]);
  const corner = windowBox(from, windows, { map: 0, row: 0, column: 0 });
  const map = from.form.partBox(from, 0);
  assert.equal(corner.whole.x, map.x - from.cell);
  assert.equal(corner.whole.width, 3 * from.cell);
  assert.equal(corner.inside.x, map.x);
  assert.equal(corner.inside.width, 2 * from.cell);
  const middle = windowBox(from, windows, { map: 0, row: 3, column: 2 });
  assert.deepEqual(middle.inside, middle.whole);
});

test("a cell of a kernel is a weight of its map", () => {
  const geometry = placeNetwork(LENET, LAPTOP);
  const parameters = Float32Array.from({ length: (6 * 9 + 1) * 16 }, (_, i) => Math.cos(i));
  /** @type {any} */
  const picture = {
    layout: { layers: LENET },
    tensor: (/** @type {string} */ role) => (role === "parameters" ? parameters : null),
  };
  const column = geometry.columns[3];
  const { x, y, height } = column.form.partBox(column, 4);
  const left = x - (x - column.form.linkEnd(column, 4)[0]);
  const place = [left + column.kernel * 0.5, y + height / 2 + column.kernel / 3];
  // The second cell of the last row, of the kernel from the third map.
  const selected = /** @type {const} */ ({ kind: "neuron", layer: 2, unit: 2 * 16 });
  const hit = hitGap(geometry, picture, place[0], place[1], { hovered: null, selected });
  assert.deepEqual(hit, { kind: "edge", layer: 3, unit: 4 * 16, input: 2 * 9 + 7 });
});

/** @param {string} phase @param {number} layer @param {number} progress @returns {any} */
const scene = (phase, layer, progress) => ({ phases: true, header: { phase, layer }, progress });

test("a phase fills maps cell by cell, and deltas take the place of activations", () => {
  assert.deepEqual(cellsShown(scene("forward", 2, 0.5), 1, 64), { activations: 64, deltas: 0 });
  assert.deepEqual(cellsShown(scene("forward", 2, 0.5), 3, 64), { activations: 0, deltas: 0 });
  const half = cellsShown(scene("forward", 2, 0.52), 2, 64);
  assert.ok(half.activations > 24 && half.activations < 40);
  assert.deepEqual(cellsShown(scene("forward", 2, 1), 2, 64), { activations: 64, deltas: 0 });
  assert.deepEqual(cellsShown(scene("backward", 2, 1), 2, 64), { activations: 64, deltas: 64 });
  assert.deepEqual(cellsShown(scene("backward", 2, 1), 1, 64), { activations: 64, deltas: 0 });
  assert.deepEqual(cellsShown(scene("update", 0, 1), 2, 64), { activations: 64, deltas: 0 });
});

test("while a map fills there is one cell at work", () => {
  const column = placeNetwork(LENET, LAPTOP).columns[1];
  const now = cellNow(scene("forward", 1, 0.5), column);
  assert.equal(now && now.row * 8 + now.column, now?.at);
  assert.equal(cellNow(scene("forward", 1, 1), column), null);
  assert.equal(cellNow(scene("backward", 1, 0.5), column), null);
});

test("maps are painted beside each other, relative to the largest of all", () => {
  const table = Uint32Array.from({ length: 256 }, (_, i) => i);
  const pixels = new Uint32Array(8);
  paintMaps(
    pixels,
    Float32Array.of(1, 0, -1, 0, 2, 0, 0, -2),
    { maps: 2, rows: 2, columns: 2 },
    table,
  );
  assert.deepEqual([...pixels], [128 + 64, 128, 255, 128, 128 - 63, 128, 128, 1]);
});
