/** Going to a step, and marking it. */
import { computed, effect } from "@preact/signals";
import { bookmark, removeBookmark, seek } from "../commands.js";
import { numbers } from "../live.js";
import { link, playing } from "../store.js";
import { Seeker } from "./seeker.js";
import { bookmarkNow, latest, step } from "./time.js";

const seeker = new Seeker(seek);

/** Whether a hand holds the handle. */
export const { held } = seeker;

/** Where the handle stands: under the hand, else where the run is. */
export const handleStep = computed(() => seeker.wanted.value ?? step.value);

/** Go to a step, one of many in a row. @param {number} to */
export const seekTo = (to) => seeker.to(to);

/** The last of a row: go there now. */
export const settle = () => seeker.settle(step.value);

export function backToNow() {
  seekTo(latest.value);
  settle();
}

/** What was asked for was refused. */
export const refused = () => seeker.arrive(null);

/** Mark this step, or take its mark away. */
export function toggleBookmark() {
  const mark = bookmarkNow.value;
  if (mark) removeBookmark(mark.id);
  else bookmark(step.value, null);
}

effect(() => seeker.arrive(numbers.value.step));
effect(() => {
  if (playing.value) seeker.arrive(null);
});
effect(() => {
  if (link.value.status !== "open") seeker.cancel();
});
