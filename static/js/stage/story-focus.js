/**
 * What is told of the present phase, as the drawing needs it.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("../story/focus.js").Focus} Focus
 * @typedef {import("../story/sums.js").Term} Term
 */
import { focusOf, isWhole } from "../story/focus.js";
import { backwardSum, leading } from "../story/sums.js";
import { blameOf } from "../story/tell-backward.js";
import { partsOf } from "../story/tell-forward.js";

/** Edges that carry their numbers. */
const LABELLED = 6;

/** @param {Scene} scene @returns {Focus | null} */
export function sceneFocus({ picture, phases, chosen }) {
  if (!phases || !isWhole(picture)) return null;
  return focusOf(picture, chosen);
}

/** The terms of a neuron's sum that are written on its edges. @param {Scene} scene @param {Focus} focus @returns {Term[]} */
export function labelledTerms({ picture, header }, focus) {
  if (header.phase === "forward") {
    const parts = partsOf(picture, focus);
    return parts ? leading(parts.sum, LABELLED).shown : [];
  }
  const parameters = picture.tensor("parameters", focus.layer + 1);
  const deltas = picture.tensor("deltas", focus.layer + 1);
  const blame = header.phase === "backward" && blameOf(picture, focus);
  if (!blame || !parameters || !deltas) return [];
  const units = picture.layout.layers[focus.layer].units;
  return leading(backwardSum(parameters, deltas, units, focus.unit), LABELLED).shown;
}
