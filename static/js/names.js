/** What neurons and weights are called, in the language in force. */
import { t } from "./i18n.js";
import { layerNames } from "./network/kinds.js";
import { cellOf } from "./stage/windows.js";
import { catalog, data, layout } from "./store.js";
import { lettersOf } from "./weights.js";

/** @typedef {import("./target.js").Target} Target */
/** @typedef {import("./types.js").Layout} Layout */
/** @typedef {import("./types.js").LayoutLayer} LayoutLayer */

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

/** "4 neurons", "6 maps 8×8". @param {LayoutLayer} layer */
export function sizeText({ units, shape }) {
  if (shape.length !== 3) return t("layers.neurons", { count: units });
  const [count, height, width] = shape;
  return t("layers.maps", { count, height, width });
}

/** The short name of a function, the same in all languages; null where there is none. @param {LayoutLayer} layer */
export const activationName = ({ activation }) =>
  catalog.value?.activations.find(({ name }) => name === activation)?.title.en ?? activation;

/**
 * A neuron in as few letters as there can be: "x", "2.1", "pixel 3,5", "setosa".
 * @param {number} layer @param {number} unit @param {Layout | null} [of]  the network it is in
 */
export function shortName(layer, unit, of = layout.value) {
  const found = of?.layers[layer];
  const label = found?.labels?.[unit];
  if (label) return label;
  const shape = data.value?.shape;
  if (layer === 0 && shape) {
    return t("name.pixel", { row: Math.floor(unit / shape[1]) + 1, column: (unit % shape[1]) + 1 });
  }
  const place = found && layer > 0 ? placeInMaps(found, unit) : null;
  if (place) return t("name.cell", { layer, ...place });
  if (found?.kind === "output" && found.units === 1) return t("name.output");
  return `${layer}.${unit + 1}`;
}

/** A neuron as a heading. @param {number} layer @param {number} unit @param {Layout | null} [of] */
export function longName(layer, unit, of = layout.value) {
  const found = of?.layers[layer];
  const name = shortName(layer, unit, of);
  if (found?.kind === "input") return t("card.input", { name });
  if (found?.kind === "output") {
    return t("card.output", { name: found.units > 1 ? name : "" }).trim();
  }
  const named = of ? layerName(of, layer) : "";
  const place = found ? placeInMaps(found, unit) : null;
  return place
    ? t("card.cell", { layer: named, ...place })
    : t("card.neuron", { layer: named, unit: unit + 1 });
}

/** Map, row and column of a cell, from 1; null where a layer holds no maps. @param {LayoutLayer} layer @param {number} unit */
function placeInMaps(layer, unit) {
  if (layer.shape?.length !== 3) return null;
  const { map, row, column } = cellOf(layer, unit);
  return { map: map + 1, row: row + 1, column: column + 1 };
}

/** A weight or a bias that all cells of a map share; null for others. @param {Target} target @param {Layout | null} of */
function kernelName(target, of) {
  const layer = of?.layers[target.layer];
  const size = layer?.settings?.kernel_size;
  if (!layer || !size || layer.shape.length !== 3) return null;
  const to = Math.floor((target.unit * layer.shape[0]) / layer.units) + 1;
  if (target.kind !== "edge") return t("name.mapBias", { map: to });
  const [row, column] = [Math.floor(target.input / size) % size, target.input % size];
  const from = Math.floor(target.input / size ** 2) + 1;
  return t("name.kernelWeight", { from, to, row: row + 1, column: column + 1 });
}

/** @param {Target} target @param {Layout | null} of */
export function targetName(target, of) {
  const to = shortName(target.layer, target.unit, of);
  if (target.kind === "neuron") return longName(target.layer, target.unit, of);
  const kernel = kernelName(target, of);
  if (kernel) return kernel;
  const letters = lettersOf(of?.layers ?? [], target.layer);
  if (letters) return t("name.letter", { letter: letters[target.kind === "bias" ? 1 : 0], to });
  if (target.kind === "bias") return t("name.bias", { to });
  return t("name.weight", { from: shortName(target.layer - 1, target.input, of), to });
}
