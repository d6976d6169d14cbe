/**
 * What goes wrong in the run: the server finds it; here stands what this screen makes of it.
 *
 * @typedef {import("../types.js").Problem} Problem
 */
import { computed, signal } from "@preact/signals";

/** The worst first. @type {import("../store.js").Signal<Problem[]>} */
export const problems = signal([]);

/** Problems that this person does not want to read of, as long as they last.
 * @type {import("../store.js").Signal<Set<string>>} */
const dismissed = signal(new Set());

/** The one that was asked for. @type {import("../store.js").Signal<string | null>} */
const chosen = signal(null);

/** What makes a problem the same as before. @param {Problem} problem */
export const keyOf = ({ code, layer }) => `${code}/${layer ?? ""}`;

/** The problem whose card is open. */
export const open = computed(
  () =>
    problems.value.find((problem) => keyOf(problem) === chosen.value) ??
    problems.value.find((problem) => !dismissed.value.has(keyOf(problem))) ??
    null,
);

/** @param {number} layer  in the layout @returns {Problem[]} */
export const problemsOf = (layer) => problems.value.filter((problem) => problem.layer === layer);

/** @param {Problem[]} found */
export function receiveProblems(found) {
  const lasting = new Set(found.map(keyOf));
  problems.value = found;
  // What has gone is news when it comes again.
  dismissed.value = new Set([...dismissed.value].filter((key) => lasting.has(key)));
  if (chosen.value && !lasting.has(chosen.value)) chosen.value = null;
}

/** @param {Problem} problem */
export function choose(problem) {
  chosen.value = keyOf(problem);
}

/** Close the open card; another problem's opens when it is newly found. */
export function dismiss() {
  dismissed.value = new Set(problems.value.map(keyOf));
  chosen.value = null;
}
