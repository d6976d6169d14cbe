import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals";
import { keepCorrections } from "../../../static/js/corrections/kept.js";

/** The storage of one tab. @type {Map<string, string>} */
const tab = new Map();
Object.assign(globalThis, {
  sessionStorage: {
    getItem: (/** @type {string} */ key) => tab.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => tab.set(key, value),
  },
});

/** @param {string} pixels */
const correction = (pixels) => ({ pixels, label: 1, before: null });

/** @param {string[]} pictures */
const learningFrom = (pictures) =>
  /** @type {import("../../../static/js/types.js").Experiment} */ (
    /** @type {unknown} */ ({ dataset: { name: "digits", corrections: pictures.map(correction) } })
  );

/** A page that was just loaded. @param {string} code  of its room */
function opened(code) {
  const experiment = signal(learningFrom([]));
  return { experiment, ...keepCorrections(signal(code), experiment) };
}

/** @param {import("../../../static/js/types.js").Correction[]} list */
const pictures = (list) => list.map(({ pixels }) => pixels);

beforeEach(() => tab.clear());

test("what was seen, and what was removed by hand, outlives a reload of the page", () => {
  const before = opened("one");
  before.experiment.value = learningFrom(["a", "b", "c"]);
  before.forgetRemoved("digits", [correction("b")]);
  const after = opened("one");
  assert.deepEqual(pictures(after.seenOf("digits")), ["a", "c"]);
  assert.deepEqual(pictures(after.removedOf("digits")), ["b"]);
  assert.deepEqual(after.seenOf("mnist"), []);
});

test("each room has its own", () => {
  opened("one").experiment.value = learningFrom(["a"]);
  const elsewhere = opened("two");
  assert.deepEqual(elsewhere.seenOf("digits"), []);
});

test("what is in force again has not been removed", () => {
  const kept = opened("one");
  kept.experiment.value = learningFrom(["a", "b"]);
  kept.forgetRemoved("digits", [correction("a"), correction("b")]);
  kept.experiment.value = learningFrom(["b"]);
  assert.deepEqual(pictures(kept.removedOf("digits")), ["a"]);
  assert.deepEqual(pictures(kept.seenOf("digits")), ["b"]);
});

test("what another version of the page stored is left alone", () => {
  for (const text of ["{", "[]", "null", '{"seen": {"digits": 3}, "removed": [{}]}']) {
    tab.set("glassbox.corrections.one", text);
    const { seenOf, removedOf } = opened("one");
    assert.deepEqual([seenOf("digits"), removedOf("digits")], [[], []]);
  }
});
