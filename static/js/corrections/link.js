/**
 * The link to an experiment, short enough to be sent: pictures stay out of it where it would be too long.
 *
 * @typedef {import("../types.js").Experiment} Experiment
 */
import { signal } from "@preact/signals";
import { encodeFragment } from "../fragment.js";

const LONGEST = 6000; // letters; mail programs and chats cut longer ones off

/** Whether pictures were left out of the link in the address bar. */
export const shortened = signal(false);

/** @param {Experiment} experiment @returns {string} a fragment */
export function linkTo(experiment) {
  const whole = encodeFragment(experiment);
  const { drawings = [], corrections = [] } = experiment.dataset;
  shortened.value = whole.length > LONGEST && drawings.length + corrections.length > 0;
  if (!shortened.value) return whole;
  const dataset = { ...experiment.dataset, drawings: [], corrections: [] };
  return encodeFragment({ ...experiment, dataset });
}
