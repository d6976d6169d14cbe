import assert from "node:assert/strict";
import { test } from "node:test";
import { isInput, likeliest, sharesOf } from "../../../static/js/draw/answered.js";
import { cellAt, keyFor, moved } from "../../../static/js/draw/walking.js";
import { Picture } from "../../../static/js/picture.js";

/** @param {string} key @param {Partial<KeyboardEvent>} [held] */
const asked = (key, held = {}) =>
  keyFor({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test("keys walk, ink, take back and clear; all others are the page's", () => {
  assert.deepEqual(asked("ArrowUp"), { kind: "move", rows: -1, columns: 0, line: false });
  assert.deepEqual(asked("ArrowRight", { shiftKey: true }), {
    ...{ kind: "move", rows: 0, columns: 1, line: true },
  });
  assert.deepEqual(asked(" "), { kind: "ink" });
  assert.deepEqual(asked("Backspace"), { kind: "undo" });
  assert.deepEqual(asked("z", { ctrlKey: true }), { kind: "undo" });
  assert.deepEqual(asked("z", { metaKey: true }), { kind: "undo" });
  assert.deepEqual(asked("Delete"), { kind: "clear" });
  for (const key of ["Tab", "z", "Escape", "?"]) assert.equal(asked(key), null);
  assert.equal(asked("ArrowLeft", { altKey: true }), null);
});

test("nobody walks off the pad", () => {
  assert.deepEqual(moved({ row: 0, column: 7 }, { rows: -1, columns: 1 }, [8, 8]), {
    ...{ row: 0, column: 7 },
  });
  assert.deepEqual(cellAt({ row: 0, column: 7 }, [8, 8]), [0.9375, 0.0625]);
});

test("an answer belongs to the drawing that the network read", () => {
  const pixels = Uint8Array.from([0, 64, 255, 128]);
  const input = Float32Array.from(pixels, (value) => ((value / 255) * 16 - 4.9) / 6);
  assert.ok(isInput(input, pixels));
  assert.ok(!isInput(input, Uint8Array.from([0, 70, 255, 128])));
  assert.ok(!isInput(input, Uint8Array.from([0, 64, 255])));
  assert.ok(isInput(new Float32Array(4).fill(-0.8), new Uint8Array(4)));
  assert.ok(!isInput(input, new Uint8Array(4)));
});

test("there is a share for each class, also where one output tells two, or more is answered", () => {
  assert.deepEqual(sharesOf([0.25], 2), [0.75, 0.25]);
  assert.deepEqual(sharesOf([0.5, 0.3, 0.2, 7, 9], 3), [0.5, 0.3, 0.2]);
  assert.equal(likeliest([0.1, 0.7, 0.2]), 1);
});

test("a sample without a target has no deltas", () => {
  const layer = { index: 1, kind: "output", units: 2, shape: [2], settings: {}, labels: null };
  const layout = {
    ...{ id: 1, parts: [], tensors: [] },
    layers: [{ ...layer, activation: "softmax" }],
  };
  const picture = new Picture(layout);
  /** @param {number} target */
  const merged = (target) => {
    picture.merge({
      layoutId: 1,
      header: picture.header,
      parts: [
        {
          ...{ name: "spotlight", step: 0 },
          tensors: new Map([
            ["activations/1", Float32Array.of(0.5, 0.5)],
            ["deltas/1", Float32Array.of(target, target)],
            ["target/1", Float32Array.of(target, target)],
          ]),
        },
      ],
    });
    return ["activations", "deltas", "target"].map((role) => picture.tensor(role, 1) !== null);
  };
  assert.deepEqual(merged(Number.NaN), [true, false, false]);
  assert.deepEqual(merged(0.5), [true, true, true]);
});
