import assert from "node:assert/strict";
import { test } from "node:test";
import { keyStep, markAt, shareOf, stepAt } from "../../../static/js/timeline/slider.js";

test("a place on the track is a whole step, and its step is at that place", () => {
  assert.equal(stepAt(0, 600, 1200), 0);
  assert.equal(stepAt(600, 600, 1200), 1200);
  assert.equal(stepAt(300, 600, 1200), 600);
  for (const step of [0, 1, 17, 499, 500]) {
    assert.equal(stepAt(shareOf(step, 500) * 700, 700, 500), step);
  }
});

test("a hand beyond the ends means the ends", () => {
  assert.equal(stepAt(-40, 600, 500), 0);
  assert.equal(stepAt(900, 600, 500), 500);
  assert.equal(shareOf(700, 500), 1);
});

test("a run without a step, or a track without a width, is at its beginning", () => {
  assert.equal(shareOf(0, 0), 0);
  assert.equal(stepAt(300, 600, 0), 0);
  assert.equal(stepAt(10, 0, 500), 0);
});

test("keys go one step, a tenth of the way, or to the ends, and never beyond", () => {
  assert.equal(keyStep("ArrowRight", 120, 500), 121);
  assert.equal(keyStep("ArrowLeft", 120, 500), 119);
  assert.equal(keyStep("ArrowUp", 120, 500), 121);
  assert.equal(keyStep("ArrowDown", 120, 500), 119);
  assert.equal(keyStep("PageUp", 120, 500), 170);
  assert.equal(keyStep("PageDown", 120, 500), 70);
  assert.equal(keyStep("Home", 120, 500), 0);
  assert.equal(keyStep("End", 120, 500), 500);
  assert.equal(keyStep("ArrowLeft", 0, 500), 0);
  assert.equal(keyStep("PageUp", 490, 500), 500);
  assert.equal(keyStep("PageUp", 1, 4), 2, "at least one step");
  assert.equal(keyStep("Enter", 120, 500), null);
  assert.equal(keyStep("toString", 120, 500), null);
});

test("a press beside a mark means the mark, the nearest of those within reach", () => {
  const marks = [100, 104, 300];
  assert.equal(markAt(99, 500, 500, marks, 7), 100);
  assert.equal(markAt(103, 500, 500, marks, 7), 104);
  assert.equal(markAt(200, 500, 500, marks, 7), null);
  assert.equal(markAt(306, 500, 500, marks, 7), 300);
});
