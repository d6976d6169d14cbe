/**
 * Weights and biases set by hand, and the way back. The server has the values; this page
 * remembers what they were before.
 *
 * @typedef {import("./commands.js").Parameter} Parameter
 * @typedef {{ train: number, test: number }} Losses
 * @typedef {Parameter & { before: number, after: number, step: number, losses: Losses }} Edit
 *   `losses`: before the edit
 */
import { signal } from "@preact/signals";
import { setParameter } from "./commands.js";
import { numbers } from "./live.js";
import { throttle } from "./pace.js";

const OFTEN = 60; // milliseconds between two values of a hand that drags

/** Oldest first. @type {import("./store.js").Signal<Edit[]>} */
export const edits = signal([]);

/** Of which network the edits are. */
let layoutId = -1;

/** @param {Parameter} a @param {Parameter} b */
export const sameParameter = (a, b) =>
  a.layer === b.layer && a.unit === b.unit && a.input === b.input;

const sendSoon = throttle(setParameter, OFTEN);

/** What was set last, until the server has told it. @type {(Parameter & { value: number }) | null} */
let awaited = null;

/** @param {Parameter} parameter @param {number} value */
function setSoon({ layer, unit, input }, value) {
  awaited = { layer, unit, input, value };
  sendSoon(awaited, value);
}

/** The server has told a parameter anew. @param {Parameter} parameter */
export function toldParameter(parameter) {
  if (awaited && sameParameter(awaited, parameter)) awaited = null;
}

/**
 * Set a parameter. Values of one movement of the hand are taken back together.
 * @param {Parameter} parameter @param {number} before  what it is now @param {number} after
 * @param {{ moving?: boolean }} [options]  moving: the latest edit goes on
 */
export function edit({ layer, unit, input }, before, after, { moving = false } = {}) {
  const latest = edits.value.at(-1);
  const parameter = { layer, unit, input };
  if (moving && latest && sameParameter(latest, parameter)) {
    edits.value = [...edits.value.slice(0, -1), { ...latest, after }];
  } else {
    const { step, trainLoss: train, testLoss: test } = numbers.peek();
    // What is shown may be older than what was set last.
    const now = awaited && sameParameter(awaited, parameter) ? awaited.value : before;
    const losses = { train, test };
    edits.value = [...edits.value, { ...parameter, before: now, after, step, losses }];
  }
  setSoon(parameter, after);
}

/** Take the latest edit back. */
export function undo() {
  const latest = edits.value.at(-1);
  if (!latest) return;
  edits.value = edits.value.slice(0, -1);
  setSoon(latest, latest.before);
}

/**
 * What was edited is gone with the network it belonged to, or with the run that began again.
 * @param {{ effect: string, layout: { id: number } }} message
 */
export function forgetEdits({ effect, layout }) {
  if (effect === "reset" || layout.id !== layoutId) {
    edits.value = [];
    awaited = null;
  }
  layoutId = layout.id;
}
