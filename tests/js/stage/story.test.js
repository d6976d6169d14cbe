import assert from "node:assert/strict";
import { test } from "node:test";
import { Story } from "../../../static/js/stage/story.js";

/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */

/** @param {PhaseKind} phase @param {number} step @param {number[]} parameters */
function picture(phase, step, parameters) {
  const numbers = Float32Array.from(parameters);
  const layer = { index: 1, kind: "output", units: 1, labels: null, activation: null };
  return {
    layout: { id: 1, layers: [layer], parts: [], tensors: [] },
    header: {
      ...{
        phase,
        layer: 0,
        step,
        epoch: 0,
        sequence: 0,
        latest: step,
        madeAt: 0,
        stepsPerSecond: 0,
      },
      ...{ batchLoss: 0, trainLoss: 0, testLoss: 0, trainAccuracy: 0, testAccuracy: 0 },
    },
    tensor: (/** @type {string} */ role) => (role === "parameters" ? numbers : null),
    shape: () => null,
    stepOf: () => step,
  };
}

/** @param {Story} story */
const before = (story) => (story.before ? [...(story.before.get(1) ?? [])] : null);

test("the first frame is shown at rest, a new phase moves", () => {
  const story = new Story();
  story.see(picture("start", 0, [1]), true, 500);
  assert.equal(story.progress(500, 1000), 1);
  story.see(picture("sample", 0, [1]), true, 2000);
  assert.equal(story.progress(2000, 1000), 0);
  assert.equal(story.progress(2500, 1000), 0.5);
  assert.equal(story.progress(9000, 1000), 1);
});

test("a frame of the same phase does not start it again", () => {
  const story = new Story();
  story.see(picture("start", 0, [1]), true, 0);
  story.see(picture("loss", 0, [1]), true, 1000);
  story.see(picture("loss", 0, [1]), true, 1900);
  assert.ok(Math.abs(story.progress(2000, 2000) - 0.5) < 1e-9);
});

test("an update remembers what the parameters were", () => {
  const story = new Story();
  story.see(picture("backward", 4, [1, 2]), true, 0);
  story.see(picture("update", 5, [3, 4]), true, 1000);
  assert.deepEqual(before(story), [1, 2]);
  story.see(picture("sample", 5, [3, 4]), true, 2000);
  assert.deepEqual(before(story), null);
  story.see(picture("update", 6, [5, 6]), true, 3000);
  assert.deepEqual(before(story), [3, 4]);
});

test("what was not followed is not told", () => {
  const story = new Story();
  story.see(picture("update", 4, [1, 2]), false, 0);
  story.see(picture("update", 900, [3, 4]), true, 1000);
  assert.equal(story.before, null);
});

test("a settled phase is at rest", () => {
  const story = new Story();
  story.see(picture("start", 0, [1]), true, 0);
  story.see(picture("sample", 0, [1]), true, 1000);
  story.settle();
  assert.equal(story.progress(1000, 1000), 1);
});
