/** What neurons and weights are called, in the language in force. */
import { t } from "./i18n.js";
import { data, layout } from "./store.js";

/** @typedef {import("./target.js").Target} Target */
/** @typedef {import("./types.js").Layout} Layout */

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
  return t("card.neuron", { layer, unit: unit + 1 });
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
  if (target.kind === "bias") return t("name.bias", { to });
  return t("name.weight", { from: shortName(target.layer - 1, target.input, of), to });
}
