import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { decodeFrame, PROTOCOL, supersedes } from "../../static/js/frame.js";
import { Picture } from "../../static/js/picture.js";

/** @typedef {import("../../static/js/types.js").Layout} Layout */

/** @type {Layout} */
const layout = {
  id: 3,
  layers: [],
  parts: [
    { name: "network", bytes: 32, coding: "plain" },
    { name: "exact", bytes: 20, coding: "plain" },
    { name: "maps", bytes: 16, coding: "smooth" },
  ],
  tensors: [
    tensor("network", "biases", [1], "float32", 8),
    tensor("network", "scales", [2], "float32", 12),
    tensor("network", "parameters", [2, 2], "int16", 20, "scales"),
    tensor("network", "signs", [2, 2], "int8", 28, "scales"),
    tensor("exact", "parameters", [3], "float32", 8),
    tensor("maps", "boundary", [2, 2], "int8", 8),
    tensor("maps", "boundary_scale", [1], "float32", 12),
  ],
};

/**
 * @param {string} part @param {string} role @param {number[]} shape
 * @param {"float32" | "int8" | "int16"} dtype @param {number} offset @param {string | null} scale
 */
function tensor(part, role, shape, dtype, offset, scale = null) {
  return { part, role, layer: 1, shape, dtype, offset, scale };
}

/** What stands in each part behind its step. @type {Record<string, ArrayBuffer>} */
const CONTENT = {
  network: joined(
    Float32Array.of(0.5, 2, 4),
    Int16Array.of(32767, -32767, 0, -32768),
    Int8Array.of(127, -127, 0, -128),
  ),
  exact: Float32Array.of(1, 2, 3).buffer,
  maps: joined(Int8Array.of(126, 2, -127, 127), Float32Array.of(0.25)),
};

/** @param {...ArrayBufferView} arrays */
function joined(...arrays) {
  const bytes = arrays.flatMap(({ buffer, byteOffset, byteLength }) => [
    ...new Uint8Array(/** @type {ArrayBuffer} */ (buffer), byteOffset, byteLength),
  ]);
  return Uint8Array.from(bytes).buffer;
}

/**
 * A frame by hand, as docs/protocol.md writes it down.
 * @param {{ parts?: string[], step?: number, version?: number, phase?: number,
 *   layoutId?: number, steps?: Record<string, number> }} content
 */
function frame({ parts = [], step = 7, version = PROTOCOL, phase = 4, layoutId = 3, steps = {} }) {
  const head = new ArrayBuffer(72);
  const view = new DataView(head);
  const present = layout.parts.reduce(
    (bits, { name }, i) => bits | (parts.includes(name) ? 1 << i : 0),
    0,
  );
  [version, present, phase, 2].forEach((byte, i) => {
    view.setUint8(i, byte);
  });
  view.setUint32(4, layoutId, true);
  view.setUint32(8, 99, true);
  view.setUint32(12, 1234, true);
  [step, 5, 1234.5].forEach((value, i) => {
    view.setFloat64(16 + 8 * i, value, true);
  });
  [0.5, 0.25, 0.125, 0.75, Number.NaN, 1000].forEach((value, i) => {
    view.setFloat32(40 + 4 * i, value, true);
  });
  view.setFloat64(64, 6, true);
  const pieces = layout.parts
    .filter(({ name }) => parts.includes(name))
    .flatMap(({ name, coding }) => {
      const plain = joined(Float64Array.of(steps[name] ?? step), new Uint8Array(CONTENT[name]));
      const data = coding === "smooth" ? deflateSync(new Uint8Array(plain)) : new Uint8Array(plain);
      const padding = new Uint8Array((4 - (data.length % 4)) % 4);
      return [Uint32Array.of(data.length), data, padding];
    });
  return joined(new Uint8Array(head), ...pieces);
}

/** @param {Parameters<typeof frame>[0]} content */
const partsOf = async (content) => (await decodeFrame(frame(content), layout))?.parts ?? [];

/** @param {import("../../static/js/types.js").FramePart} part @param {string} role */
const numbers = ({ tensors }, role) => Array.from(tensors.get(`${role}/1`) ?? []);

test("the header is read", async () => {
  const decoded = await decodeFrame(frame({}), layout);
  assert.deepEqual(decoded?.header, {
    phase: "backward",
    layer: 2,
    sequence: 99,
    latest: 1234,
    step: 7,
    epoch: 5,
    madeAt: 1234.5,
    batchLoss: 0.5,
    trainLoss: 0.25,
    testLoss: 0.125,
    trainAccuracy: 0.75,
    testAccuracy: Number.NaN,
    stepsPerSecond: 1000,
    measuredAt: 6,
  });
  assert.deepEqual(decoded?.parts, []);
});

test("what was sent as it is becomes a view on the bytes that arrived", async () => {
  const buffer = frame({ parts: ["network", "exact"] });
  const [network, exact] = (await decodeFrame(buffer, layout))?.parts ?? [];
  assert.deepEqual(numbers(network, "biases"), [0.5]);
  assert.deepEqual(numbers(exact, "parameters"), [1, 2, 3]);
  assert.equal(exact.tensors.get("parameters/1")?.buffer, buffer);
});

test("levels become the numbers that they stand for", async () => {
  const [network] = await partsOf({ parts: ["network"] });
  assert.deepEqual(numbers(network, "parameters"), [2, -2, 0, Number.NaN]);
  assert.deepEqual(numbers(network, "signs"), [2, -2, 0, Number.NaN]);
});

test("a smooth part is inflated and its cells are put together from their differences", async () => {
  const [maps] = await partsOf({ parts: ["maps"], steps: { maps: 6 } });
  assert.equal(maps.step, 6);
  assert.deepEqual(numbers(maps, "boundary_scale"), [0.25]);
  // 126 + 2 passes the end of a byte, and so comes out as −128.
  assert.deepEqual(numbers(maps, "boundary"), [126, -128, -1, -128]);
});

test("a part is found where the others leave it", async () => {
  const together = await partsOf({ parts: ["network", "exact", "maps"] });
  assert.deepEqual(
    together.map(({ name }) => name),
    ["network", "exact", "maps"],
  );
  for (const part of together) {
    assert.deepEqual(await partsOf({ parts: [part.name] }), [part]);
  }
});

test("what is no frame of this protocol is refused", async () => {
  await assert.rejects(decodeFrame(frame({ version: 1 }), layout), /Protocol 5/);
  await assert.rejects(decodeFrame(frame({ phase: 9 }), layout), /phase 9/);
  await assert.rejects(decodeFrame(new ArrayBuffer(10), layout), /72 bytes/);
  const whole = frame({ parts: ["network"] });
  for (const length of [74, 88]) {
    await assert.rejects(decodeFrame(whole.slice(0, length), layout), /Part network ends/);
  }
  new DataView(whole).setUint32(72, 28, true);
  await assert.rejects(decodeFrame(whole, layout), /Part network has 32 bytes; got 28/);
  const deflated = frame({ parts: ["maps"] });
  new Uint8Array(deflated).fill(7, 76);
  await assert.rejects(decodeFrame(deflated, layout));
});

test("a frame stands for an older one when it has all of its parts", () => {
  const [quick, whole] = [["network"], ["network", "maps"]].map((parts) => frame({ parts }));
  assert.ok(supersedes(whole, quick));
  assert.ok(supersedes(quick, quick));
  assert.ok(!supersedes(quick, whole));
});

test("a frame of another layout is left aside", async () => {
  assert.equal(await decodeFrame(frame({ layoutId: 4 }), layout), null);
});

/** @param {Picture} picture @param {Parameters<typeof frame>[0]} content */
async function show(picture, content) {
  const decoded = await decodeFrame(frame(content), layout);
  assert.ok(decoded && picture.merge(decoded));
}

test("a picture keeps the newest of each part", async () => {
  const picture = new Picture(layout);
  assert.equal(picture.tensor("parameters", 1), null);
  assert.equal(picture.stepOf("maps"), null);
  await show(picture, { parts: ["network", "maps"], step: 7 });
  await show(picture, { parts: ["network"], step: 9 });
  assert.deepEqual(Array.from(picture.tensor("biases", 1) ?? []), [0.5]);
  assert.deepEqual(Array.from(picture.tensor("boundary", 1) ?? []), [126, -128, -1, -128]);
  assert.deepEqual([picture.stepOf("network"), picture.stepOf("maps")], [9, 7]);
  assert.equal(picture.header.step, 9);
  assert.deepEqual(picture.shape("boundary", 1), [2, 2]);
  assert.equal(picture.shape("boundary", 2), null);
});

test("exact numbers stand for the others as long as they are as new", async () => {
  const picture = new Picture(layout);
  const shown = () => Array.from(picture.tensor("parameters", 1) ?? []);
  await show(picture, { parts: ["network"], step: 4 });
  assert.deepEqual(shown(), [2, -2, 0, Number.NaN]);
  await show(picture, { parts: ["network", "exact"], step: 5 });
  assert.deepEqual(shown(), [1, 2, 3]);
  await show(picture, { parts: ["network"], step: 5 });
  assert.deepEqual(shown(), [1, 2, 3]);
  // Merged on the way: what was exact is older than the rest.
  await show(picture, { parts: ["network", "exact"], step: 6, steps: { exact: 5 } });
  assert.deepEqual(shown(), [2, -2, 0, Number.NaN]);
});

test("a picture takes no frame of another layout", async () => {
  const picture = new Picture({ ...layout, id: 8 });
  const decoded = await decodeFrame(frame({}), layout);
  assert.equal(decoded && picture.merge(decoded), false);
});

test("of two runs side by side neither frame stands for the other's", () => {
  const [one, other] = [1, 2].map((layoutId) => {
    const frame = new ArrayBuffer(72);
    new DataView(frame).setUint32(4, layoutId, true);
    return frame;
  });
  assert.ok(supersedes(one, one));
  assert.ok(!supersedes(other, one));
});
