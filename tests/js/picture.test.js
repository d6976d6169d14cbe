import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Picture, withState } from "../../static/js/picture.js";

const told = new URL("../fixtures/protocol/messages.json", import.meta.url);

test("losses that a state tells are of the step at which they were measured", () => {
  const { state } = JSON.parse(readFileSync(told, "utf8"));
  const { header } = new Picture({ id: 1, layers: [], parts: [], tensors: [] });
  const metrics = { ...state.metrics, measured_at: 330, train_loss: 0.25 };
  const now = withState(header, { ...state, step: 355, metrics });
  assert.deepEqual([now.step, now.measuredAt, now.trainLoss], [355, 330, 0.25]);
});
