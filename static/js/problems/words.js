/**
 * Problems in words, with this run's numbers.
 *
 * @typedef {import("../types.js").Problem} Problem
 */
import { formatLoss, formatQuantity } from "../format.js";
import { t } from "../i18n.js";
import { nameOfLayer } from "../names.js";

/** Where a layer is called in a sentence. */
const WITHIN = { within: true };

/** Which values are counts; the others are quantities. */
const COUNTS = new Set(["dead", "saturated", "units", "epochs", "step"]);

/** @param {string} name @param {number | null} value */
function written(name, value) {
  if (value === null) return "";
  if (COUNTS.has(name)) return value;
  if (/loss|train|test|low|high/.test(name)) return formatLoss(value);
  return formatQuantity(value, 2);
}

/** @param {Record<string, number | null>} values */
const inWords = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(name, value)]));

/** @param {Problem} problem */
export const nameOf = ({ code }) => t(`problem.${code}`);

/** Two sentences. @param {Problem} problem */
export function textOf({ code, layer, values }) {
  const all = { ...inWords(values), layer: layer === null ? "" : nameOfLayer(layer, WITHIN) };
  // A loss that is no longer a number cannot be told as one.
  return t(values.loss === null ? `problem.${code}.noNumber` : `problem.${code}.text`, all);
}

/** Where it is, in a word or two, as a mark says it. @param {Problem} problem */
export const titleOf = (problem) =>
  problem.layer === null
    ? nameOf(problem)
    : t("problem.at", { name: nameOf(problem), layer: nameOfLayer(problem.layer, WITHIN) });

/** @param {NonNullable<Problem["remedy"]>} remedy */
export function remedyOf({ code, values, fresh }) {
  const name = t(`remedy.${code}`, inWords(values));
  return t(fresh ? "problem.tryFresh" : "problem.try", { remedy: name });
}
