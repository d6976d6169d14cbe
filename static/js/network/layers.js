/**
 * Changes of a list of layers. Each takes one and gives a new one.
 *
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 * @typedef {import("../types.js").LayerKind} LayerKind
 */
import { mapsOf } from "./shapes.js";

/**
 * A layer as it comes to stand at a place: with the settings of the catalog, but with the
 * activation function of its neighbour and no window larger than the maps it reads.
 * @param {LayerKind} kind @param {LayerSpec[]} layers @param {number} at
 * @param {number[] | null} input  the shape of what it will read
 * @returns {LayerSpec}
 */
export function newLayer({ kind, settings }, layers, at, input) {
  const layer = Object.fromEntries(settings.map((setting) => [setting.name, setting.default]));
  const activation = activationNear(layers, at);
  const maps = input && mapsOf(input);
  if ("activation" in layer && activation) layer.activation = activation;
  if ("kernel_size" in layer && maps) {
    layer.kernel_size = Math.min(Number(layer.kernel_size), maps[1], maps[2]);
  }
  return { kind, ...layer };
}

/**
 * The activation function of the nearest layer before a place that has one, else behind it.
 * @param {LayerSpec[]} layers @param {number} at
 */
export function activationNear(layers, at) {
  const near = [...layers.slice(0, at).reverse(), ...layers.slice(at)];
  return near.find(({ activation }) => activation)?.activation;
}

/** @param {LayerSpec[]} layers @param {number} at @param {LayerSpec} layer */
export const inserted = (layers, at, layer) => [...layers.slice(0, at), layer, ...layers.slice(at)];

/** @param {LayerSpec[]} layers @param {number} at */
export const removed = (layers, at) => layers.filter((_, i) => i !== at);

/** @param {LayerSpec[]} layers @param {number} from @param {number} to  where it then stands */
export const moved = (layers, from, to) => inserted(removed(layers, from), to, layers[from]);

/** @param {LayerSpec[]} layers @param {number} at @param {string} name @param {unknown} value */
export const set = (layers, at, name, value) =>
  layers.map((layer, i) => (i === at ? { ...layer, [name]: value } : layer));
