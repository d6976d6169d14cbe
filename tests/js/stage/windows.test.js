import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cellOf,
  kernelOf,
  kernelSizes,
  mapsOf,
  partsOf,
  patchOf,
  returned,
  sent,
  sizesOf,
  strongestInput,
  unitUnder,
  windowsOf,
  winnerOf,
} from "../../../static/js/stage/windows.js";

/** @param {number[]} shape @param {Record<string, number>} [settings] */
const layer = (shape, settings = {}) => ({
  ...{ index: 0, kind: "", shape, settings, labels: null, activation: null },
  units: shape.reduce((product, size) => product * size, 1),
});

/** Two maps of 3 × 4, seen by three kernels of 3 × 3 with a border of one and a stride of two. */
const before = layer([2, 3, 4]);
const after = layer([3, 2, 2], { kernel_size: 3, stride: 2, padding: 1 });
const windows = windowsOf(before, after);
const CHANNELS = 3;

/** Numbers that are the same in every run. @param {number} count @param {number} step */
const numbers = (count, step) => Float32Array.from({ length: count }, (_, i) => Math.sin(i * step));
const parameters = numbers((2 * 9 + 1) * CHANNELS, 1.7);
const activations = numbers(24, 0.9);
const deltas = numbers(12, 2.3);

/** z of a cell as the engine's docstring says it, without the bias. @param {number} map @param {number} row @param {number} column @param {(input: number) => boolean} which */
function sumAt(map, row, column, which = () => true) {
  let sum = 0;
  for (let c = 0; c < 2; c++) {
    if (!which(c)) continue;
    for (let y = 0; y < 3; y++) {
      for (let x = 0; x < 3; x++) {
        const [v, u] = [row * 2 - 1 + y, column * 2 - 1 + x];
        if (v < 0 || u < 0 || v >= 3 || u >= 4) continue;
        sum += parameters[(c * 9 + y * 3 + x) * CHANNELS + map] * activations[(c * 3 + v) * 4 + u];
      }
    }
  }
  return sum;
}

/** @param {number} a @param {number} b */
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test("an image is one map, and what is flat a row", () => {
  assert.deepEqual(mapsOf(layer([2, 3, 4])), [2, 3, 4]);
  assert.deepEqual(mapsOf(layer([8, 8])), [1, 8, 8]);
  assert.deepEqual(mapsOf(layer([5])), [1, 1, 5]);
});

test("a unit is a cell of a map", () => {
  assert.deepEqual(cellOf(before, 12 + 4 + 3), { map: 1, row: 1, column: 3 });
});

test("what lies in the border is no unit, and counts as nothing", () => {
  const corner = { map: 1, row: 0, column: 0 };
  assert.equal(unitUnder(windows, corner, 0), null);
  assert.equal(unitUnder(windows, corner, 4), 12);
  const patch = patchOf(windows, activations, corner);
  assert.deepEqual([...patch.subarray(0, 4)], [0, 0, 0, 0]);
  assert.equal(patch[4], activations[12]);
  assert.equal(patchOf(windows, activations, corner, -1)[0], -1);
});

test("a kernel stands in a column of the parameters", () => {
  const kernel = kernelOf(windows, parameters, CHANNELS, 2, 1);
  assert.equal(kernel[5], parameters[(9 + 5) * CHANNELS + 2]);
});

test("what all maps add to a cell is its sum", () => {
  for (let unit = 0; unit < 12; unit++) {
    const { map, row, column } = cellOf(after, unit);
    const parts = partsOf(windows, parameters, CHANNELS, activations, { map, row, column });
    near(
      parts[0],
      sumAt(map, row, column, (c) => c === 0),
    );
    near(parts[0] + parts[1], sumAt(map, row, column));
  }
  const cell = { map: 1, row: 1, column: 1 };
  const parts = partsOf(windows, parameters, CHANNELS, activations, cell).map(Math.abs);
  const expected = parts[0] > parts[1] ? 0 : 1;
  assert.equal(strongestInput(windows, parameters, CHANNELS, activations, cell), expected);
});

test("a link is as strong as what it adds to the cells of its map", () => {
  const strengths = sent(windows, parameters, CHANNELS, activations);
  for (let to = 0; to < CHANNELS; to++) {
    for (let from = 0; from < 2; from++) {
      const all = [0, 1, 2, 3].map((at) => sumAt(to, at >> 1, at & 1, (c) => c === from));
      const size = Math.sqrt(all.reduce((sum, value) => sum + value ** 2, 0) / 4);
      const sign = Math.sign(all.reduce((sum, value) => sum + value, 0));
      near(strengths[to * 2 + from], sign * size);
    }
  }
});

test("backward a link is as strong as what comes back to the cells of the map before", () => {
  const strengths = returned(windows, parameters, CHANNELS, deltas);
  for (let to = 0; to < CHANNELS; to++) {
    for (let from = 0; from < 2; from++) {
      const back = new Float64Array(12);
      for (let at = 0; at < 4; at++) {
        const [row, column] = [at >> 1, at & 1];
        const kernel = kernelOf(windows, parameters, CHANNELS, to, from);
        for (let k = 0; k < 9; k++) {
          const unit = unitUnder(windows, { map: 0, row, column }, k);
          if (unit !== null) back[unit] += kernel[k] * deltas[to * 4 + at];
        }
      }
      const size = Math.sqrt(back.reduce((sum, value) => sum + value ** 2, 0) / 12);
      near(Math.abs(strengths[to * 2 + from]), size);
    }
  }
});

test("of equal cells the first one wins, and the border never does", () => {
  const pool = windowsOf(
    layer([1, 4, 4]),
    layer([1, 2, 2], { kernel_size: 2, stride: 2, padding: 0 }),
  );
  const values = Float32Array.of(1, 1, 0, 3, 0, 1, 0, 3, -1, -2, 0, 0, -2, -1, 0, 0);
  const won = [0, 1, 2, 3].map((at) =>
    winnerOf(pool, values, { map: 0, row: at >> 1, column: at & 1 }, true),
  );
  assert.deepEqual(won, [0, 3, 8, 10]);
  assert.equal(winnerOf(pool, values, { map: 0, row: 0, column: 0 }, false), null);
  values[15] = 1;
  assert.equal(winnerOf(pool, values, { map: 0, row: 1, column: 1 }, false), 15);
  const bordered = { ...pool, size: 3, padding: 1 };
  const negative = new Float32Array(16).fill(-5);
  assert.equal(winnerOf(bordered, negative, { map: 0, row: 0, column: 0 }, true), 0);
});

test("the size of a map has the sign of its mean", () => {
  assert.deepEqual([...sizesOf(Float32Array.of(3, 3, -1, -7), 2)], [3, -5]);
  assert.equal(kernelSizes(windows, parameters, CHANNELS).length, 6);
});

test("very many products are measured at every n-th place alone", () => {
  const settings = { kernel_size: 1, stride: 1, padding: 0 };
  const wide = windowsOf(layer([64, 32, 32]), layer([64, 32, 32], settings));
  const parameters = numbers((64 + 1) * 64, 1.1);
  // 4.2 million products where 3 are allowed: every second place.
  const activations = numbers(64 * 1024, 0.3);
  const unmeasured = activations.map((value, place) => (place % 2 ? 99 : value));
  const strengths = sent(wide, parameters, 64, activations);
  assert.ok(strengths.some((value) => value > 0.1));
  assert.deepEqual(sent(wide, parameters, 64, unmeasured), strengths);
});
