import assert from "node:assert/strict";
import { test } from "node:test";
import { beforeUpdate, Story } from "../../../static/js/stage/story.js";

/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */

/** @param {PhaseKind} phase @param {number} step */
const header = (phase, step) => ({
  ...{
    phase,
    layer: 0,
    step,
    latest: step,
    epoch: 0,
    sequence: 0,
    madeAt: 0,
    measuredAt: 0,
    stepsPerSecond: 0,
  },
  ...{ batchLoss: 0, trainLoss: 0, testLoss: 0, trainAccuracy: 0, testAccuracy: 0 },
});

/** @param {PhaseKind} phase @param {number} step @param {number} [exactStep] */
const picture = (phase, step, exactStep = step) => ({
  layout: {
    ...{ id: 1, parts: [], tensors: [] },
    layers: [0, 1].map((index) => ({
      ...{ index, kind: "", units: 1, shape: [1], settings: {}, labels: null, activation: null },
    })),
  },
  header: header(phase, step),
  tensor: (/** @type {string} */ role, /** @type {number} */ layer) =>
    role === "before" && layer === 1 ? Float32Array.of(3, 4) : null,
  shape: () => null,
  stepOf: () => exactStep,
  isOfNow: () => true,
});

test("the first frame is shown at rest, a new phase moves", () => {
  const story = new Story();
  story.see(header("start", 0), 500);
  assert.equal(story.progress(500, 1000), 1);
  story.see(header("sample", 0), 2000);
  assert.equal(story.progress(2000, 1000), 0);
  assert.equal(story.progress(2500, 1000), 0.5);
  assert.equal(story.progress(9000, 1000), 1);
});

test("a frame of the same phase does not start it again", () => {
  const story = new Story();
  story.see(header("start", 0), 0);
  story.see(header("loss", 0), 1000);
  story.see(header("loss", 0), 1900);
  assert.ok(Math.abs(story.progress(2000, 2000) - 0.5) < 1e-9);
});

test("a settled phase is at rest", () => {
  const story = new Story();
  story.see(header("start", 0), 0);
  story.see(header("sample", 0), 1000);
  story.settle();
  assert.equal(story.progress(1000, 1000), 1);
});

test("an update brings what the parameters were before it", () => {
  assert.deepEqual([...(beforeUpdate(picture("update", 5)) ?? [])], [[1, Float32Array.of(3, 4)]]);
});

test("what belongs to another step, or to no update, is not told", () => {
  assert.equal(beforeUpdate(picture("update", 900, 899)), null);
  assert.equal(beforeUpdate(picture("sample", 5)), null);
});
