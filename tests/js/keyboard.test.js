import assert from "node:assert/strict";
import { test } from "node:test";
import { keyFor } from "../../static/js/key-for.js";

/** @typedef {import("../../static/js/keys.js").Key} Key */
/** @typedef {import("../../static/js/key-for.js").Place} Place */

const act = () => {};
/** @type {Key[]} */
const TABLE = [
  { keys: [" "], text: "play", group: "run", act, commands: true, presses: true },
  { keys: ["PageDown"], text: "on", group: "run", act, commands: true, remote: true },
  { keys: ["ArrowRight"], text: "right", group: "run", act, commands: true },
  { keys: ["z"], text: "undo", group: "run", act, ctrl: true },
  { keys: [".", "。"], text: "blank", group: "screen", act, everywhere: true },
  { keys: ["f"], text: "never", group: "look", act, when: () => false },
];

/** @type {Place} */
const PAGE = { covered: false, pressable: false, field: "none" };

/** @param {string} key @param {Partial<Place>} [place] @param {object} [held] */
function found(key, place = {}, held = {}) {
  const event = { key, ctrlKey: false, metaKey: false, altKey: false, ...held };
  return keyFor(event, { ...PAGE, ...place }, TABLE)?.text ?? null;
}

test("a key does what the table says, in either case and on a Chinese keyboard", () => {
  assert.equal(found(" "), "play");
  assert.equal(found("."), "blank");
  assert.equal(found("。"), "blank");
  assert.equal(found("Z", {}, { ctrlKey: true }), "undo");
  assert.equal(found("z", {}, { metaKey: true }), "undo");
});

test("what needs Control is nothing without it, and the other way round", () => {
  assert.equal(found("z"), null);
  assert.equal(found(".", {}, { ctrlKey: true }), null);
  assert.equal(found(".", {}, { altKey: true }), null);
});

test("what means nothing now is left to the browser", () => {
  assert.equal(found("f"), null);
});

test("the space bar presses what has the focus", () => {
  assert.equal(found(" ", { pressable: true }), null);
  assert.equal(found(".", { pressable: true }), "blank");
});

test("under a dialog only those work that belong everywhere", () => {
  assert.equal(found(" ", { covered: true }), null);
  assert.equal(found(".", { covered: true }), "blank");
});

test("a text takes every key", () => {
  for (const key of [" ", ".", "PageDown", "ArrowRight"]) {
    assert.equal(found(key, { field: "text" }), null);
  }
});

test("a slider keeps the keys that move it, unless it was only clicked and a remote control steps", () => {
  assert.equal(found("PageDown", { field: "moved" }), null);
  assert.equal(found("ArrowRight", { field: "moved" }), null);
  assert.equal(found(".", { field: "moved" }), "blank");
  assert.equal(found("PageDown", { field: "clicked" }), "on");
  assert.equal(found("ArrowRight", { field: "clicked" }), null);
});
