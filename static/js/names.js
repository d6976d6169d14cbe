/** What neurons and weights are called, in the language in force. */
import { t } from "./i18n.js";
import { layerNames } from "./network/kinds.js";
import { data, layout } from "./store.js";

/** @typedef {import("./target.js").Target} Target */
/** @typedef {import("./types.js").Layout} Layout */

/**
 * A layer in a word or two: "Input", "Conv 1", "Layer 2".
 * @param {Layout} layout @param {number} index
 * @param {{ within?: boolean }} [options]  within: in the middle of a sentence
 */
export function layerName({ layers }, index, { within = false } = {}) {
  const kind = layers[index]?.kind;
  if (kind === "input" || kind === "output") return t(`layers.${kind}${within ? ".within" : ""}`);
  const kinds = layers.slice(1, -1).map((layer) => layer.kind);
  return layerNames(kinds, t, { within })[index - 1] ?? "";
}

/** The same in the layout in force. @param {number} index @param {{ within?: boolean }} [options] */
export const nameOfLayer = (index, options) =>
  layout.value ? layerName(layout.value, index, options) : "";

/** A neuron in as few letters as there can be: "x", "2.1", "pixel 3,5", "setosa". @param {number} layer @param {number} unit */
export function shortName(layer, unit) {
  const found = layout.value?.layers[layer];
  const label = found?.labels?.[unit];
  if (label) return label;
  const shape = data.value?.shape;
  if (layer === 0 && shape) {
    return t("name.pixel", { row: Math.floor(unit / shape[1]) + 1, column: (unit % shape[1]) + 1 });
  }
  if (found?.kind === "output" && found.units === 1) return t("name.output");
  return `${layer}.${unit + 1}`;
}

/** A neuron as a heading. @param {number} layer @param {number} unit */
export function longName(layer, unit) {
  const found = layout.value?.layers[layer];
  const name = shortName(layer, unit);
  if (found?.kind === "input") return t("card.input", { name });
  if (found?.kind === "output") {
    return t("card.output", { name: found.units > 1 ? name : "" }).trim();
  }
  const named = nameOfLayer(layer);
  const maps = found?.shape?.length === 3 ? found.shape : null;
  if (!maps) return t("card.neuron", { layer: named, unit: unit + 1 });
  const [, height, width] = maps;
  return t("card.cell", {
    layer: named,
    map: Math.floor(unit / (height * width)) + 1,
    row: (Math.floor(unit / width) % height) + 1,
    column: (unit % width) + 1,
  });
}

/** @param {Target} target */
export function targetName(target) {
  const to = shortName(target.layer, target.unit);
  if (target.kind === "bias") return t("name.bias", { to });
  if (target.kind === "neuron") return longName(target.layer, target.unit);
  return t("name.weight", { from: shortName(target.layer - 1, target.input), to });
}
