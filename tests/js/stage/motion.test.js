import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activationShown,
  activeGap,
  deltaShown,
  modeOf,
  phaseDuration,
  TRAIN,
  travel,
  waveAt,
} from "../../../static/js/stage/motion.js";

/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */
/** @param {PhaseKind} phase @param {number} [layer] */
const at = (phase, layer = 0) => ({ phase, layer });
/** @param {"phase" | "step"} unit @param {number | null} perSecond */
const playing = (unit, perSecond) => ({ playing: true, speed: { unit, per_second: perSecond } });

test("phases are shown one by one while they can be followed, or by hand", () => {
  assert.equal(modeOf(playing("phase", 1)), "phases");
  assert.equal(modeOf(playing("phase", 8)), "phases");
  assert.equal(modeOf(playing("phase", 30)), "wave");
  assert.equal(modeOf(playing("step", 1)), "wave");
  assert.equal(modeOf(playing("step", null)), "wave");
  assert.equal(modeOf({ playing: false, speed: { unit: "step", per_second: null } }), "phases");
});

test("a phase is over before the next one begins", () => {
  for (const perSecond of [0.1, 0.5, 1, 2, 4, 8]) {
    assert.ok(phaseDuration(playing("phase", perSecond)) < 1000 / perSecond);
  }
});

test("pulses leave one after the other and all arrive", () => {
  for (const delay of TRAIN) {
    assert.equal(travel(0, delay), null);
    assert.equal(travel(1, delay), null);
    const middle = travel(delay + 0.3, delay);
    assert.ok(middle !== null && Math.abs(middle - 0.5) < 1e-9);
  }
});

test("forward, a layer is dark until the pulses reach it", () => {
  const phase = at("forward", 2);
  assert.equal(activationShown(phase, 1, 0), 1);
  assert.equal(activationShown(phase, 2, 0), 0);
  assert.equal(activationShown(phase, 2, 1), 1);
  assert.equal(activationShown(phase, 3, 1), 0);
});

test("after the loss every activation is known", () => {
  for (const phase of /** @type {const} */ (["loss", "backward", "update"])) {
    for (const layer of [0, 1, 5]) assert.equal(activationShown(at(phase, 3), layer, 0), 1);
  }
});

test("backward, deltas appear from the output to the layer of the phase", () => {
  const phase = at("backward", 2);
  assert.equal(deltaShown(phase, 3, 0), 1);
  assert.equal(deltaShown(phase, 2, 0), 0);
  assert.equal(deltaShown(phase, 2, 1), 1);
  assert.equal(deltaShown(phase, 1, 1), 0);
  assert.equal(deltaShown(at("forward", 2), 2, 1), 0);
});

test("something moves in the gap before the layer forward, behind it backward", () => {
  assert.equal(activeGap(at("forward", 1), 3), 1);
  assert.equal(activeGap(at("backward", 2), 3), 3);
  assert.equal(activeGap(at("backward", 3), 3), null);
  assert.equal(activeGap(at("loss"), 3), null);
});

test("the wave sweeps all gaps forward, then backward, over and over", () => {
  const gaps = 3;
  assert.deepEqual(waveAt(0, gaps), { direction: "forward", front: 0 });
  assert.deepEqual(waveAt(700, gaps), { direction: "backward", front: 0 });
  assert.deepEqual(waveAt(1400, gaps), waveAt(0, gaps));
  assert.ok(waveAt(690, gaps).front > gaps);
  assert.ok(waveAt(0, 13).front === 0 && waveAt(700, 13).direction === "forward");
});
