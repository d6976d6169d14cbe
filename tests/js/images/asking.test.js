/** A question on screen is asked anew as the run goes on, and never faster than it is answered. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { signal } from "@preact/signals-core";
import { Asking } from "../../../static/js/images/asking.js";

const world = signal({ sequence: 1, open: true, visible: true });

/** @type {any[]} */
let sent;
/** @type {Asking<any>} */
let asking;
let now = 0;

/** @param {number} milliseconds */
function pass(milliseconds) {
  now += milliseconds;
  mock.timers.tick(milliseconds);
}

/** @param {Record<string, unknown>} [changes] */
const change = (changes) => {
  world.value = { ...world.peek(), ...changes };
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(performance, "now", () => now);
  world.value = { sequence: 1, open: true, visible: true };
  sent = [];
  const send = (/** @type {object} */ command) => sent.push(command) > 0;
  asking = new Asking("samples", 500, { send, world: () => world.value });
});

afterEach(() => asking.want(null));

/** @param {number} truth @param {number} [step] */
const answer = (truth, step = 0) => asking.receive({ type: "samples", truth, step });

/** @returns {any} */
const told = () => asking.answer.value;

test("it is asked at once, and again when there is something new and it is time", () => {
  asking.want({ truth: 3 });
  assert.deepEqual(sent, [{ type: "samples", truth: 3 }]);
  answer(3, 7);
  assert.equal(told()?.step, 7);
  pass(5000);
  assert.equal(sent.length, 1); // Nothing was new.
  change({ sequence: 2 });
  assert.equal(sent.length, 2);
  answer(3);
  change({ sequence: 3 });
  assert.equal(sent.length, 2);
  pass(499);
  assert.equal(sent.length, 2);
  pass(1);
  assert.equal(sent.length, 3);
});

test("no second question before the answer, unless that is lost", () => {
  asking.want({ truth: 3 });
  for (let sequence = 2; sequence < 20; sequence += 1) {
    change({ sequence });
    pass(100);
  }
  assert.equal(sent.length, 1);
  pass(2000);
  assert.equal(sent.length, 2);
});

test("what was asked before is answered in vain", () => {
  asking.want({ truth: 3 });
  asking.want({ truth: 4 });
  assert.equal(sent.length, 2);
  answer(3);
  assert.equal(told(), null);
  answer(4);
  assert.equal(told()?.truth, 4);
  asking.want(null);
  answer(4);
  assert.equal(told(), null);
});

test("an answer of the other run is none to this question", () => {
  asking.want({ truth: 3, beside: false });
  asking.receive({ type: "samples", truth: 3, beside: true, step: 7 });
  assert.equal(told(), null);
  asking.want({ truth: 3, beside: true });
  asking.receive({ type: "samples", truth: 3, beside: false, step: 7 });
  assert.equal(told(), null);
  asking.receive({ type: "samples", truth: 3, beside: true, step: 8 });
  assert.equal(told()?.step, 8);
});

test("a page that nobody sees, or that is cut off, asks nothing", () => {
  change({ visible: false });
  asking.want({ truth: 3 });
  change({ sequence: 2 });
  assert.equal(sent.length, 0);
  change({ visible: true });
  assert.equal(sent.length, 1);
  change({ open: false });
  change({ sequence: 3 });
  assert.equal(sent.length, 1);
  pass(600);
  change({ open: true });
  assert.equal(sent.length, 2);
});

test("what is forgotten is asked again", () => {
  asking.want({ truth: 3 });
  answer(3);
  asking.forget();
  assert.equal(told(), null);
  change({ sequence: 2 });
  assert.equal(sent.length, 2);
});
