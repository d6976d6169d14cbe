import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

// What the page finds in a browser.
Object.assign(globalThis, { navigator: { language: "en" }, document: { documentElement: {} } });
const { answered, configure, edit, forgetUnanswered, sendThrough } = await import(
  "../../static/js/commands.js"
);
const { draft, experiment, shown } = await import("../../static/js/store.js");

/** @typedef {import("../../static/js/types.js").Experiment} Experiment */

/** @type {{ experiment: Experiment, request: number }[]} */
let sent = [];
let open = true;

/** @param {number} seed */
const seeded = (seed) =>
  /** @type {Experiment} */ (/** @type {unknown} */ ({ training: { seed } }));

/** @param {number} seed @param {boolean} [soon] @returns {number} what the request is called */
function tries(seed, soon = false) {
  edit(() => seeded(seed), { soon });
  return sent.at(-1)?.request ?? 0;
}

beforeEach(() => {
  forgetUnanswered();
  [sent, open] = [[], true];
  sendThrough((command) => {
    if (open) sent.push(/** @type {any} */ (command));
    return open;
  });
  experiment.value = seeded(0);
});

test("what is tried is shown until it is answered", () => {
  const request = tries(1);
  assert.deepEqual(shown.value, seeded(1));
  assert.deepEqual(sent[0].experiment, seeded(1));
  assert.deepEqual(answered(request), seeded(1));
  assert.equal(draft.value, null);
});

test("a refusal that overtakes the answer to what was tried before is of the newest attempt", () => {
  const [first, second] = [tries(1), tries(2)];
  assert.deepEqual(answered(second), seeded(2));
  assert.deepEqual(shown.value, seeded(1));
  assert.equal(answered(first), null);
  assert.equal(draft.value, null);
});

test("an answer to what was tried before leaves the newest attempt as it is", () => {
  const [first, second] = [tries(1), tries(2)];
  assert.equal(answered(first), null);
  assert.deepEqual(shown.value, seeded(2));
  assert.deepEqual(answered(second), seeded(2));
});

test("what answers something else answers no attempt", () => {
  const request = tries(1);
  assert.equal(answered(null), null);
  assert.equal(answered(request + 1), null);
  assert.deepEqual(shown.value, seeded(1));
});

test("an attempt that is answered twice counts once", () => {
  const request = tries(1);
  answered(request);
  tries(2);
  assert.equal(answered(request), null);
  assert.deepEqual(shown.value, seeded(2));
});

test("a slider that moves on is not thrown back by an answer", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const request = tries(1);
  tries(2, true);
  assert.equal(answered(request), null);
  assert.deepEqual(shown.value, seeded(2));
  mock.timers.tick(200);
  assert.deepEqual(answered(sent[1].request), seeded(2));
  assert.equal(draft.value, null);
  mock.timers.reset();
});

test("what cannot be sent is not shown as if it were on its way", () => {
  tries(1);
  open = false;
  tries(2);
  assert.deepEqual(shown.value, seeded(1));
  configure(seeded(3));
  assert.deepEqual(shown.value, seeded(1));
});

test("a new connection owes no answers", () => {
  const request = tries(1);
  forgetUnanswered();
  assert.deepEqual(shown.value, seeded(0));
  assert.equal(answered(request), null);
});
