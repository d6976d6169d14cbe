/** @typedef {import("../target.js").Target} Target */
/** @typedef {{ units: number, shape?: number[] }} LayerLike */

import { mapsOf } from "../stage/windows.js";
import { neuronAt } from "../target.js";

/** Columns and rows. @type {Record<string, [number, number]>} */
const MOVES = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Maps. @type {Record<string, number>} */
const MAP_MOVES = { Home: -1, End: 1 };

/**
 * The neuron, or the cell of a map, that a key leads to; the first one where none was chosen yet.
 * Within a map arrows go from cell to cell; beyond its sides lie the layers before and behind it,
 * below it the next map.
 * @param {LayerLike[]} layers @param {Target | null} from @param {string} key
 * @returns {Target | null} null where the key means nothing here
 */
export function neighbour(layers, from, key) {
  const move = MOVES[key];
  const jump = MAP_MOVES[key];
  if (layers.length === 0 || (!move && !jump)) return null;
  if (!from) return move ? neuronAt(0, 0) : null;
  const grid = gridOf(layers[from.layer]);
  const at = placeIn(grid, from.unit);
  if (jump) {
    if (grid.maps === 1) return null;
    return neuronAt(from.layer, unitIn(grid, { ...at, map: at.map + jump }));
  }
  const column = at.column + move[0];
  if (column < 0 || column >= grid.columns) return across(layers, from, at, move[0]);
  const row = at.row + move[1];
  if (row < 0 && at.map > 0) {
    return neuronAt(from.layer, unitIn(grid, { map: at.map - 1, row: grid.rows - 1, column }));
  }
  if (row >= grid.rows && at.map < grid.maps - 1) {
    return neuronAt(from.layer, unitIn(grid, { map: at.map + 1, row: 0, column }));
  }
  return neuronAt(from.layer, unitIn(grid, { ...at, row, column }));
}

/** @typedef {{ maps: number, rows: number, columns: number }} Grid */
/** @typedef {{ map: number, row: number, column: number }} Place */

/** Neurons stand above each other, like the cells of a map that is one cell wide. @param {LayerLike} layer @returns {Grid} */
function gridOf({ units, shape }) {
  if (!shape || shape.length < 2) return { maps: 1, rows: units, columns: 1 };
  const [maps, rows, columns] = mapsOf({ units, shape });
  return { maps, rows, columns };
}

/** @param {Grid} grid @param {number} unit @returns {Place} */
function placeIn({ rows, columns }, unit) {
  const map = Math.floor(unit / (rows * columns));
  return { map, row: Math.floor(unit / columns) % rows, column: unit % columns };
}

/** The nearest cell that there is. @param {Grid} grid @param {Place} place */
function unitIn({ maps, rows, columns }, { map, row, column }) {
  const within = (/** @type {number} */ value, /** @type {number} */ count) =>
    Math.max(0, Math.min(count - 1, value));
  return (within(map, maps) * rows + within(row, rows)) * columns + within(column, columns);
}

/**
 * Into the layer before or behind: to the same map and row, if it has them, at the near side.
 * @param {LayerLike[]} layers @param {Target} from @param {Place} at @param {number} by
 */
function across(layers, from, at, by) {
  const layer = from.layer + by;
  if (layer < 0 || layer >= layers.length) return neuronAt(from.layer, from.unit);
  const [own, other] = [gridOf(layers[from.layer]), gridOf(layers[layer])];
  const column = by > 0 ? 0 : other.columns - 1;
  // From neurons the nearest by number; from maps the same map.
  const unit =
    own.columns === 1 && own.maps === 1 && other.columns === 1
      ? Math.min(layers[layer].units - 1, from.unit)
      : unitIn(other, { ...at, column });
  return neuronAt(layer, unit);
}
