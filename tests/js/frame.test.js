import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFrame } from "../../static/js/frame.js";
import { Picture } from "../../static/js/picture.js";

/** @typedef {import("../../static/js/types.js").Layout} Layout */

/** @type {Layout} */
const layout = {
  id: 3,
  layers: [],
  parts: [
    { name: "network", bytes: 24 },
    { name: "maps", bytes: 16 },
  ],
  tensors: [
    { part: "network", role: "parameters", layer: 1, shape: [1, 3], dtype: "float32", offset: 8 },
    { part: "maps", role: "boundary", layer: 1, shape: [2, 2], dtype: "int8", offset: 8 },
  ],
};

/**
 * A frame by hand, as docs/protocol.md writes it down.
 * @param {{ present: number, step?: number, parameters?: number[], map?: number[],
 *   version?: number, phase?: number, layoutId?: number }} content
 */
function frame({
  present,
  step = 7,
  parameters = [1, 2, 3],
  map = [-127, 0, 1, 127],
  version = 1,
  phase = 4,
  layoutId = 3,
}) {
  const buffer = new ArrayBuffer(64 + (present & 1 ? 24 : 0) + (present & 2 ? 16 : 0));
  const view = new DataView(buffer);
  [version, present, phase, 2].forEach((byte, i) => {
    view.setUint8(i, byte);
  });
  view.setUint32(4, layoutId, true);
  view.setUint32(8, 99, true);
  [step, 5, 1234.5].forEach((value, i) => {
    view.setFloat64(16 + 8 * i, value, true);
  });
  [0.5, 0.25, 0.125, 0.75, Number.NaN, 1000].forEach((value, i) => {
    view.setFloat32(40 + 4 * i, value, true);
  });
  let start = 64;
  if (present & 1) {
    view.setFloat64(start, step, true);
    new Float32Array(buffer, start + 8, 3).set(parameters);
    start += 24;
  }
  if (present & 2) {
    view.setFloat64(start, step - 1, true);
    new Int8Array(buffer, start + 8, 4).set(map);
  }
  return buffer;
}

test("the header is read", () => {
  const decoded = decodeFrame(frame({ present: 0 }), layout);
  assert.deepEqual(decoded?.header, {
    phase: "backward",
    layer: 2,
    sequence: 99,
    step: 7,
    epoch: 5,
    madeAt: 1234.5,
    batchLoss: 0.5,
    trainLoss: 0.25,
    testLoss: 0.125,
    trainAccuracy: 0.75,
    testAccuracy: Number.NaN,
    stepsPerSecond: 1000,
  });
  assert.deepEqual(decoded?.parts, []);
});

test("tensors are views on the bytes that arrived", () => {
  const buffer = frame({ present: 3 });
  const parts = decodeFrame(buffer, layout)?.parts ?? [];
  assert.deepEqual(
    parts.map(({ name, step }) => [name, step]),
    [
      ["network", 7],
      ["maps", 6],
    ],
  );
  const parameters = parts[0].tensors.get("parameters/1");
  assert.deepEqual(Array.from(parameters ?? []), [1, 2, 3]);
  assert.equal(parameters?.buffer, buffer);
  assert.deepEqual(Array.from(parts[1].tensors.get("boundary/1") ?? []), [-127, 0, 1, 127]);
});

test("a part is found where the missing ones leave it", () => {
  const parts = decodeFrame(frame({ present: 2 }), layout)?.parts ?? [];
  assert.deepEqual(Array.from(parts[0].tensors.get("boundary/1") ?? []), [-127, 0, 1, 127]);
});

test("what is no frame of this protocol is refused", () => {
  assert.throws(() => decodeFrame(frame({ present: 0, version: 2 }), layout), /Protocol 1/);
  assert.throws(() => decodeFrame(frame({ present: 0, phase: 9 }), layout), /phase 9/);
  assert.throws(() => decodeFrame(new ArrayBuffer(10), layout), /64 bytes/);
  const cut = frame({ present: 1 }).slice(0, 80);
  assert.throws(() => decodeFrame(cut, layout), /Part network/);
});

test("a frame of another layout is left aside", () => {
  assert.equal(decodeFrame(frame({ present: 0, layoutId: 4 }), layout), null);
});

test("a picture keeps the newest of each part", () => {
  const picture = new Picture(layout);
  assert.equal(picture.tensor("parameters", 1), null);
  assert.equal(picture.stepOf("maps"), null);
  for (const content of [
    { present: 3, step: 7, parameters: [1, 2, 3] },
    { present: 1, step: 9, parameters: [4, 5, 6] },
  ]) {
    const decoded = decodeFrame(frame(content), layout);
    assert.ok(decoded && picture.merge(decoded));
  }
  assert.deepEqual(Array.from(picture.tensor("parameters", 1) ?? []), [4, 5, 6]);
  assert.deepEqual(Array.from(picture.tensor("boundary", 1) ?? []), [-127, 0, 1, 127]);
  assert.deepEqual([picture.stepOf("network"), picture.stepOf("maps")], [9, 6]);
  assert.equal(picture.header.step, 9);
  assert.deepEqual(picture.shape("boundary", 1), [2, 2]);
  assert.equal(picture.shape("boundary", 2), null);
});

test("a picture takes no frame of another layout", () => {
  const picture = new Picture({ ...layout, id: 8 });
  const decoded = decodeFrame(frame({ present: 0 }), layout);
  assert.equal(decoded && picture.merge(decoded), false);
});
