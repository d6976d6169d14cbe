/** What the charts of a layer are called, and their numbers in words. */
import { formatQuantity } from "../format.js";
import { t } from "../i18n.js";
import { catalog } from "../store.js";

/** @typedef {import("../types.js").LayerRecord} LayerRecord */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */

/** @param {LayoutLayer} layer */
export function layerTitle({ kind, index }) {
  return kind === "output" ? t("layers.output") : t("layers.hidden", { layer: index });
}

/** @param {LayoutLayer} layer */
export function layerSubtitle({ units, activation }) {
  const named =
    catalog.value?.activations.find(({ name }) => name === activation)?.title.en ?? activation;
  return `${t("layers.neurons", { count: units })} · ${named}`;
}

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
