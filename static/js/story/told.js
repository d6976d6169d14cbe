/** What is told at this moment on this screen. */
/** @typedef {import("./telling.js").Placed} Telling */
import { computed } from "@preact/signals";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { followed, selected } from "../pointing.js";
import { modeOf } from "../stage/motion.js";
import { data, experiment, layout, run, spotlight } from "../store.js";
import { MOST_DETAIL, tell } from "./telling.js";

/** The neuron that this person, or else the presenter, has chosen. */
export const chosen = computed(() => selected.value ?? followed.value);

/** Whether each phase can be followed by eye. */
const stepwise = computed(() => run.value !== null && modeOf(run.value) === "phases");

/** @param {number} detail @returns {Telling | null} */
export function tellNow(detail) {
  const picture = currentPicture();
  if (!stepwise.value || !picture || !data.value || !experiment.value || !layout.value) return null;
  // The picture's layout is as the server named things, the page's in the reader's language.
  const named = Object.assign(Object.create(picture), { layout: layout.value });
  if (picture.layout.id !== layout.value.id) return null;
  return tell(
    named,
    {
      chosen: chosen.value,
      data: data.value,
      experiment: experiment.value,
      spotlight: spotlight.value ?? { split: "train", index: 0 },
      say: t,
    },
    detail,
  );
}

/** @type {Telling | null} */
let latest = null;

/**
 * In full. A phase is announced a moment before its numbers are here; until then the one before it
 * is still told.
 * @type {import("../store.js").Signal<Telling | null>}
 */
export const told = computed(() => {
  const begun = stepwise.value && numbers.value.phase !== "start";
  latest = begun ? (tellNow(MOST_DETAIL) ?? latest) : null;
  return latest;
});
