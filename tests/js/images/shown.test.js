/** The tab of images tells of the run that was chosen, while there are two. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../../../static/js/compare/beside.js";
import { chosenRun, ofBeside } from "../../../static/js/images/shown.js";

const other = /** @type {import("../../../static/js/types.js").Beside} */ (
  /** @type {unknown} */ ({ experiment: {}, layout: { id: 2, layers: [] }, differences: [] })
);

test("a run that is alone is the one", () => {
  chosenRun.value = "b";
  assert.equal(ofBeside.value, false);
});

test("of two it is the room's own until the other is chosen", () => {
  beside.value = other;
  chosenRun.value = "a";
  assert.equal(ofBeside.value, false);
  chosenRun.value = "b";
  assert.equal(ofBeside.value, true);
});

test("the next comparison begins with the room's own", () => {
  beside.value = other;
  chosenRun.value = "b";
  beside.value = null;
  assert.equal(ofBeside.value, false);
  beside.value = other;
  assert.equal(chosenRun.value, "a");
  assert.equal(ofBeside.value, false);
  beside.value = null;
});
