import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, phasesOf } from "../../../static/js/story/walk.js";

/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */
/** @param {PhaseKind} phase @param {number} [layer] */
const place = (phase, layer = 0) => ({ phase, layer });

test("a step goes forward through the layers and back", () => {
  assert.equal(
    phasesOf(2)
      .map(({ phase, layer }) => `${phase}${layer || ""}`)
      .join(" "),
    "sample forward1 forward2 loss backward2 backward1 update",
  );
});

test("ahead is positive, behind negative, and a network that has not begun stands before all", () => {
  assert.equal(distance(place("forward", 1), place("loss"), 2), 2);
  assert.equal(distance(place("backward", 1), place("forward", 2), 2), -3);
  assert.equal(distance(place("start"), place("sample"), 2), 1);
});
