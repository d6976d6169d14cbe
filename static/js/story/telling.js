/**
 * What a phase does, told with this moment's numbers: one sentence and one formula.
 *
 * @typedef {import("./focus.js").Focus} Focus
 * @typedef {import("./focus.js").Numbers} Numbers
 * @typedef {import("./formula.js").Formula} Formula
 * @typedef {import("./names.js").Say} Say
 *
 * @typedef {object} Telling
 * @property {string} sentence
 * @property {Formula | null} formula
 * @property {string} note  whose gradient it is, or ""
 * @property {Focus | null} focus
 * @property {Record<string, number>} values  the exact numbers, by the letters of the formula
 *
 * @typedef {Telling & { place: { phase: import("../types.js").PhaseKind, layer: number } }} Placed
 *
 * @typedef {object} Context
 * @property {Focus | null} chosen  the neuron somebody has chosen
 * @property {import("../types.js").Data} data
 * @property {import("../types.js").Experiment} experiment
 * @property {import("../types.js").Spotlight} spotlight
 * @property {Say} say
 */
import { isWhole, outputOf } from "./focus.js";
import { tellBackward } from "./tell-backward.js";
import { tellForward } from "./tell-forward.js";
import { tellLoss } from "./tell-loss.js";
import { tellSample } from "./tell-sample.js";
import { tellUpdate } from "./tell-update.js";

/** How much a formula may hold at most; each level less takes a term or a part away. */
export const MOST_DETAIL = 5;

const TELLERS = {
  sample: tellSample,
  forward: tellForward,
  loss: tellLoss,
  backward: tellBackward,
  update: tellUpdate,
};

/**
 * @param {Numbers} numbers @param {Context} context
 * @param {number} detail  0 to MOST_DETAIL
 * @returns {Placed | null} null where there is nothing to tell, or its numbers have not come yet
 */
export function tell(numbers, context, detail = MOST_DETAIL) {
  const { phase, layer } = numbers.header;
  if (phase === "start") return null;
  // Messages come before the frames they speak of: numbers of another phase would be no proof.
  if (!isWhole(numbers)) return null;
  const open =
    context.spotlight.split === "drawing" && !numbers.tensor("target", outputOf(numbers));
  if (open && (phase === "loss" || phase === "backward")) {
    // No numbers go this way for a drawing of which nobody has said what it is.
    const telling = { sentence: context.say("tell.unknown"), formula: null, note: "", focus: null };
    return { ...telling, values: {}, place: { phase, layer } };
  }
  const telling = TELLERS[phase](numbers, context, detail);
  return telling && { ...telling, place: { phase, layer } };
}
