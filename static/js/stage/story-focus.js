/**
 * What is told of the present phase, as the drawing needs it.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("../story/focus.js").Focus} Focus
 * @typedef {import("../story/sums.js").Term} Term
 */
import { familyOf } from "../story/families/registry.js";
import { focusOf, isWhole } from "../story/focus.js";
import { leading } from "../story/sums.js";
import { blameOf } from "../story/tell-backward.js";

/** Edges that carry their numbers. */
const LABELLED = 6;

/** @param {Scene} scene @returns {Focus | null} */
export function sceneFocus({ picture, phases, chosen }) {
  if (!phases || !isWhole(picture)) return null;
  return focusOf(picture, chosen);
}

/**
 * The terms of a unit's sum that are written on its edges; none where the weights are no edges.
 * @param {Scene} scene @param {Focus} focus @returns {Term[]}
 */
export function labelledTerms({ picture, header }, focus) {
  const forward = header.phase === "forward";
  const family = familyOf(picture, forward ? focus.layer : focus.layer + 1);
  if (!family.edges) return [];
  const sum = forward ? family.reading(picture, focus)?.sum : blameOf(picture, focus)?.sum;
  return sum ? leading(sum, LABELLED).shown : [];
}
