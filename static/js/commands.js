/**
 * What this screen asks of the server.
 *
 * @typedef {import("./types.js").Experiment} Experiment
 * @typedef {import("./types.js").Speed} Speed
 * @typedef {import("./types.js").Spotlight} Spotlight
 * @typedef {import("./types.js").StepUnit} StepUnit
 */
import { debounce } from "./pace.js";
import { draft, playing, shown } from "./store.js";

const SETTLED = 150; // milliseconds without a change before a slider's value is sent

/** @type {(command: object) => boolean} */
let send = () => false;

/** The experiments that wait for their answer, by the number of the request, oldest first.
 * @type {Map<number, Experiment>} */
const unanswered = new Map();

let requests = 0;

/** @param {(command: object) => boolean} sender */
export function sendThrough(sender) {
  send = sender;
}

/** @param {Experiment} experiment */
export function configure(experiment) {
  requests += 1;
  if (send({ type: "configure", experiment, request: requests })) {
    unanswered.set(requests, experiment);
  } else {
    showAttempt();
  }
}

/** Let the controls show what was tried last and is not answered yet, if there is such. */
function showAttempt() {
  if (!configureSoon.pending()) draft.value = [...unanswered.values()].at(-1) ?? null;
}

const configureSoon = debounce(() => {
  if (draft.value) configure(draft.value);
}, SETTLED);

/**
 * Change the experiment. Edits build on each other even while the server has not answered.
 * @param {(experiment: Experiment) => Experiment} change
 * @param {{ soon?: boolean }} [options]  soon: one of many in a row, as a slider sends
 */
export function edit(change, { soon = false } = {}) {
  if (!shown.value) return;
  draft.value = change(shown.value);
  configureSoon();
  if (!soon) configureSoon.flush();
}

/**
 * The server has answered a configure command. One that was refused may be answered before those
 * that were sent earlier.
 * @param {number | null} request  null: what is answered is something else
 * @returns {Experiment | null} what was tried, unless something newer has been tried since, which
 *   builds on it and is answered by itself
 */
export function answered(request) {
  if (request === null) return null;
  const attempt = unanswered.get(request);
  if (!attempt) return null;
  const newest = request === requests && !configureSoon.pending();
  unanswered.delete(request);
  showAttempt();
  return newest ? attempt : null;
}

/** What was sent is not answered any more. */
export function forgetUnanswered() {
  unanswered.clear();
  draft.value = null;
}

export const togglePlay = () => send({ type: playing.value ? "pause" : "play" });

export const resetRun = () => send({ type: "reset" });

/** @param {StepUnit} unit @param {1 | -1} [count]  -1: back, as it was */
export const stepOnce = (unit, count = 1) => send({ type: "step", unit, count });

/** Stand at a step of the present branch as it was. @param {number} step */
export const seek = (step) => send({ type: "seek", step });

/** Go to the newest moment of a branch. @param {number} branch */
export const switchTo = (branch) => send({ type: "switch", branch });

/** @param {number} branch @param {string | null} name  null: what sets it apart */
export const renameBranch = (branch, name) => send({ type: "rename_branch", branch, name });

/** @param {number} branch */
export const deleteBranch = (branch) => send({ type: "delete_branch", branch });

/**
 * Mark a step of the present branch, or name the mark.
 * @param {number} step @param {string | null} name  null: called by its step, in every language
 */
export const bookmark = (step, name) =>
  send({ type: "bookmark", step, name: name ?? String(step) });

/** @param {number} number  of the bookmark */
export const removeBookmark = (number) => send({ type: "remove_bookmark", bookmark: number });

/** @param {number} count  of phases, negative to go back */
export const walkPhases = (count) => send({ type: "step", unit: "phase", count });

/** @param {Speed} speed */
export const setSpeed = (speed) => send({ type: "speed", ...speed });

/** @param {number} number */
export const lend = (number) => send({ type: "lend", number });

export const takeBack = () => send({ type: "take_back" });

/** Show the others a neuron, or none. @param {import("./types.js").PointTarget | null} target */
export const pointAt = (target) =>
  send({ type: "point", target: target && { layer: target.layer, unit: target.unit } });

/**
 * Put a run of another experiment on the same data beside this one, or take it away.
 * @param {Experiment | null} experiment
 */
export const compareWith = (experiment) => send({ type: "compare", experiment });

/** End a comparison with the experiment that stood beside this one. @param {Experiment} experiment */
export function keepBeside(experiment) {
  if (compareWith(null)) tryFrom(0, experiment);
}

/**
 * Be told the numbers of a neuron, or of none any more.
 * @param {{ layer: number, unit: number, input: number | null } | null} target  input: whose past is
 *   told, however weak it is
 */
export const inspect = (target) => send({ type: "inspect", target });

/** @typedef {{ layer: number, unit: number, input: number | null }} Parameter  null for the bias */

/** Have a gradient computed in another way. @param {Parameter} parameter */
export const check = ({ layer, unit, input }) => send({ type: "check", layer, unit, input });

/** Set a weight or a bias. @param {Parameter} parameter @param {number} value */
export const setParameter = ({ layer, unit, input }, value) =>
  send({ type: "edit", layer, unit, input, value });
/**
 * Go back to a step and begin a branch there with another experiment.
 * @param {number} step @param {Experiment} experiment
 */
export const tryFrom = (step, experiment) => send({ type: "try", step, experiment });

/**
 * Say what a picture really is, and learn from it: one that was drawn, or a sample of the data.
 * @param {{ label: number, pixels: string } | { label: number, sample: Spotlight }} picture
 */
export const correct = (picture) => send({ type: "correct", ...picture });

/** Offer presenters a picture. @param {string} pixels @param {number} label */
export const give = (pixels, label) => send({ type: "give", pixels, label });

/** Take pictures off the list of those that were offered. @param {number[]} offers */
export const putAwayOffers = (offers) => send({ type: "put_away", offers });

/** Look at the sample that the room follows. */
export const followRoom = () => send({ type: "follow" });

/**
 * Follow what is drawn here.
 * @param {string} pixels  base64 @param {number | null} label  the class that somebody said it is
 */
export const drawFor = (pixels, label) => send({ type: "draw", pixels, label });

/** Ask what the network makes of images. @param {object} question  with its `type` */
export const ask = (question) => send(question);

/** @param {Spotlight} spotlight */
export const follow = ({ split, index }) => send({ type: "spotlight", split, index });
