/** @typedef {import("../target.js").Target} Target */

import { neuronAt } from "../target.js";

/** @type {Record<string, [number, number]>} */
const MOVES = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The neuron an arrow key leads to; the first one where none was chosen yet.
 * @param {{ units: number }[]} layers @param {Target | null} from @param {string} key
 * @returns {Target | null} null where the key is no arrow
 */
export function neighbour(layers, from, key) {
  const move = MOVES[key];
  if (!move || layers.length === 0) return null;
  if (!from) return neuronAt(0, 0);
  const layer = Math.max(0, Math.min(layers.length - 1, from.layer + move[0]));
  const unit = Math.max(0, Math.min(layers[layer].units - 1, from.unit + move[1]));
  return neuronAt(layer, unit);
}
