/**
 * What the network was told the truth about, and what it says of it before and now.
 *
 * @typedef {import("../types.js").Correction} Correction
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Verdict} Verdict
 *
 * @typedef {Correction & { now: Verdict | null }} Graded
 */
import { computed, signal } from "@preact/signals";
import { correct, edit } from "../commands.js";
import { drawable } from "../draw/drawn.js";
import { withPath } from "../experiment.js";
import { data, experiment, room } from "../store.js";
import { keepCorrections, without } from "./kept.js";

/** What the network says by now, in the order of the corrections. @type {import("../store.js").Signal<(Verdict | null)[]>} */
export const verdicts = signal([]);

/** @type {import("@preact/signals").ReadonlySignal<Graded[]>} */
export const graded = computed(() => {
  const list = experiment.value?.dataset.corrections ?? [];
  return list.map((each, i) => ({ ...each, now: verdicts.value[i] ?? null }));
});

/** Whether a picture and its class can correct: not where a box is asked for as well. */
export const correctable = computed(() => drawable.value && data.value?.task !== "detection");

/** Whether a verdict is right. @param {Verdict | null} verdict @param {number} label */
export const isRight = (verdict, label) => verdict?.answer === label;

/** How many of them are right. @param {Graded[]} list @param {"before" | "now"} when */
export const countRight = (list, when) =>
  list.filter((each) => isRight(each[when], each.label)).length;

/** @param {{ pixels: string, label: number }} _ */
const keyOf = ({ pixels, label }) => `${label} ${pixels}`;

const code = computed(() => room.value.code);
const { seenOf, removedOf, forgetRemoved } = keepCorrections(code, experiment);

/** All of a dataset that were ever in force here, but for what was removed by hand. */
export const keptCorrections = seenOf;

const recipe = () => experiment.value?.dataset ?? { name: "", corrections: [] };

/** What is known and not in force where the run stands, but for what was removed by hand. */
export const missing = computed(() => {
  const { name, corrections = [] } = recipe();
  return without(seenOf(name), corrections);
});

/** What the newest removal by hand took away, and is not in force again. */
export const removed = computed(() => {
  const { name, corrections = [] } = recipe();
  return without(removedOf(name), corrections);
});

/** @param {(corrections: Correction[]) => Correction[]} change */
const change = (change) =>
  edit((whole) => withPath(whole, "dataset.corrections", change(whole.dataset.corrections ?? [])));

/** Learn from a picture that was drawn. @param {string} pixels @param {number} label */
export const correctDrawing = (pixels, label) => correct({ pixels, label });

/** @param {(each: Correction) => boolean} chosen */
function takeBack(chosen) {
  const { name = "", corrections = [] } = experiment.peek()?.dataset ?? {};
  forgetRemoved(name, corrections.filter(chosen));
  change((list) => list.filter((each) => !chosen(each)));
}

/** Learn no longer from a picture. @param {string} picture */
export const takeBackCorrection = (picture) => takeBack(({ pixels }) => pixels === picture);

export const takeBackAll = () => takeBack(() => true);

/** Learn from what was known at another moment, too. @param {number} most */
export const bringBack = (most) => change((list) => [...list, ...missing.peek()].slice(0, most));

/** Undo the newest removal by hand. @param {number} most */
export const putBack = (most) => change((list) => [...list, ...removed.peek()].slice(0, most));

/**
 * Learn from pictures that others have drawn, as far as there is room.
 * @param {Drawing[]} drawings  labelled @param {number} most
 */
export const correctAll = (drawings, most) =>
  change((list) => {
    const known = new Set(list.map(keyOf));
    const fresh = drawings.flatMap(({ pixels, label }) =>
      label === null || known.has(keyOf({ pixels, label }))
        ? []
        : [{ pixels, label, before: null }],
    );
    return [...list, ...fresh].slice(0, most);
  });
