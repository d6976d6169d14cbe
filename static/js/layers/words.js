/** What the charts of a layer are called, and their numbers in words. */
import { formatQuantity } from "../format.js";
import { activationName, nameOfLayer, sizeText } from "../names.js";

/** @typedef {import("../types.js").LayerRecord} LayerRecord */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */

/** @param {LayoutLayer} layer */
export const layerTitle = ({ index }) => nameOfLayer(index);

/** @param {LayoutLayer} layer */
export const layerSubtitle = (layer) =>
  [sizeText(layer), activationName(layer)].filter(Boolean).join(" · ");

/**
 * Three quantiles of a record.
 * @param {LayerRecord} record @param {number} at  which record
 * @param {"activation" | "gradient"} what
 */
export function spreadText(record, at, what) {
  /** @type {(5 | 50 | 95)[]} */
  const quantiles = [5, 50, 95];
  return quantiles
    .map((q) => formatQuantity(record[`${what}_${q}`][at] ?? undefined, 2))
    .join(" · ");
}

/** @param {LayerRecord} record @param {number} at  which record */
export const updateText = (record, at) => formatQuantity(record.update_ratio[at] ?? undefined, 2);
