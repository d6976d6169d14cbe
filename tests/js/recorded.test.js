/** The examples that the server's tests read too: both ends speak the same protocol. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeFrame } from "../../static/js/frame.js";
import { Picture } from "../../static/js/picture.js";

const folder = new URL("../fixtures/protocol/", import.meta.url);
/** @param {string} name */
const recorded = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf-8"));

const layout = recorded("layout.json");
const expected = recorded("frame.expected.json");
const bytes = readFileSync(new URL("frame.bin", folder));
const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

/** @returns {Promise<import("../../static/js/types.js").Frame>} */
async function decoded() {
  const frame = await decodeFrame(/** @type {ArrayBuffer} */ (buffer), layout);
  assert.ok(frame);
  return frame;
}

test("the header of the recorded frame", async () => {
  const { header, layoutId } = await decoded();
  assert.deepEqual({ layoutId, ...header }, expected.header);
});

test("the parts of the recorded frame and their steps", async () => {
  const parts = (await decoded()).parts.map(({ name, step }) => ({ name, step }));
  assert.deepEqual(parts, expected.parts);
});

test("the numbers of the recorded frame", async () => {
  const { parts } = await decoded();
  assert.ok(expected.tensors.length > 20);
  for (const { part, role, layer, values } of expected.tensors) {
    const found = parts.find(({ name }) => name === part)?.tensors.get(`${role}/${layer}`);
    assert.deepEqual(Array.from(found ?? []), values, `${part}: ${role} ${layer}`);
  }
});

test("the picture of the recorded frame is exact", async () => {
  const picture = new Picture(layout);
  assert.ok(picture.merge(await decoded()));
  for (const { part, role, layer, shape, values } of expected.tensors) {
    assert.deepEqual(picture.shape(role, layer), shape);
    if (part === "network" && role === "parameters") continue;
    assert.deepEqual(Array.from(picture.tensor(role, layer) ?? []), values, `${role} ${layer}`);
  }
});
