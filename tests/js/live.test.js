import assert from "node:assert/strict";
import { test } from "node:test";
import { PROTOCOL } from "../../static/js/frame.js";
import { arrived, onFrame, startPicture } from "../../static/js/live.js";
import { inOrder } from "../../static/js/order.js";

/** A frame without parts. @param {number} step */
function frame(step) {
  const buffer = new ArrayBuffer(72);
  const view = new DataView(buffer);
  view.setUint8(0, PROTOCOL);
  view.setUint32(4, 3, true);
  view.setFloat64(16, step, true);
  return buffer;
}

test("a page that is late reads the newest of the frames that wait", async () => {
  startPicture({ id: 3, layers: [], parts: [], tensors: [] });
  const next = inOrder(assert.ifError);
  /** @type {number[]} */
  const seen = [];
  const stop = onFrame(({ header }) => seen.push(header.step));
  seen.length = 0; // It was called at once with the picture that is there.
  next(arrived(frame(1)));
  next(arrived(frame(2)));
  await next(arrived(frame(3)));
  assert.deepEqual(seen, [3]);
  await next(arrived(frame(4)));
  assert.deepEqual(seen, [3, 4]);
  stop();
});
