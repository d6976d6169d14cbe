/**
 * What the network was told the truth about, and what it says of it before and now.
 *
 * @typedef {import("../types.js").Correction} Correction
 * @typedef {import("../types.js").Drawing} Drawing
 * @typedef {import("../types.js").Verdict} Verdict
 *
 * @typedef {Correction & { now: Verdict | null }} Graded
 */
import { computed, effect, signal } from "@preact/signals";
import { correct, edit } from "../commands.js";
import { drawable } from "../draw/drawn.js";
import { withPath } from "../experiment.js";
import { data, experiment } from "../store.js";

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

/**
 * All that this page has seen of each dataset, but for what was taken away by hand: neither another
 * dataset nor a way back in time loses work.
 * @type {import("../store.js").Signal<Record<string, Correction[]>>}
 */
const seen = signal({});

effect(() => {
  const { name, corrections = [] } = experiment.value?.dataset ?? {};
  if (!name || !corrections.length) return;
  const before = seen.peek()[name] ?? [];
  // One of the same picture takes the place of an older one.
  const pictures = new Set(corrections.map(({ pixels }) => pixels));
  const kept = before.filter(({ pixels }) => !pictures.has(pixels));
  seen.value = { ...seen.peek(), [name]: [...kept, ...corrections] };
});

/** Those of a dataset that were in force when it was last in use. @param {string} name */
export const keptCorrections = (name) => seen.peek()[name] ?? [];

/** What is known and not in force where the run stands. */
export const missing = computed(() => {
  const { name = "", corrections = [] } = experiment.value?.dataset ?? {};
  const pictures = new Set(corrections.map(({ pixels }) => pixels));
  return (seen.value[name] ?? []).filter(({ pixels }) => !pictures.has(pixels));
});

/** @param {(corrections: Correction[]) => Correction[]} change */
const change = (change) =>
  edit((whole) => withPath(whole, "dataset.corrections", change(whole.dataset.corrections ?? [])));

/** @param {string} name @param {(each: Correction) => boolean} keep */
const remember = (name, keep) => {
  seen.value = { ...seen.peek(), [name]: keptCorrections(name).filter(keep) };
};

/** Learn from a picture that was drawn. @param {string} pixels @param {number} label */
export const correctDrawing = (pixels, label) => correct({ pixels, label });

/** Learn no longer from a picture. @param {string} pixels */
export function takeBackCorrection(pixels) {
  const { name = "" } = experiment.peek()?.dataset ?? {};
  remember(name, (each) => each.pixels !== pixels);
  change((list) => list.filter((each) => each.pixels !== pixels));
}

export function takeBackAll() {
  const { name = "" } = experiment.peek()?.dataset ?? {};
  remember(name, () => false);
  change(() => []);
}

/** Learn from what was known at another moment, too. @param {number} most */
export const bringBack = (most) => change((list) => [...list, ...missing.peek()].slice(0, most));

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
