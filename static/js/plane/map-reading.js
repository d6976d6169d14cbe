/**
 * What a map over the plane says at a place: the number of the cell that lies there, which came in
 * 8 bits.
 *
 * @typedef {import("../stage/scene.js").PictureLike} PictureLike
 * @typedef {{ x: number, y: number, value: number }} MapReading
 */
import { NO_NUMBER } from "../quantised.js";

/**
 * @param {Int8Array} levels  maps one behind the other, row 0 at the top
 * @param {number} scale  what level 127 stands for @param {number} start  of the map
 * @param {[number, number]} shape @param {[number, number]} domain
 * @param {number} u @param {number} v  from the upper left corner, 0 to 1
 * @returns {MapReading} at the middle of the cell
 */
export function readMap(levels, scale, start, [rows, columns], [low, high], u, v) {
  const column = Math.min(columns - 1, Math.max(0, Math.floor(u * columns)));
  const row = Math.min(rows - 1, Math.max(0, Math.floor(v * rows)));
  const level = levels[start + row * columns + column];
  return {
    x: low + ((column + 0.5) / columns) * (high - low),
    y: high - ((row + 0.5) / rows) * (high - low),
    value: level === NO_NUMBER ? Number.NaN : (level * scale) / 127,
  };
}

/**
 * The output of a neuron at a place of its map.
 * @param {PictureLike} picture @param {number} layer @param {number} unit
 * @param {[number, number]} domain @param {number} u @param {number} v
 * @returns {MapReading | null} null where there is no map
 */
export function readNeuronMap(picture, layer, unit, domain, u, v) {
  const maps = picture.tensor("maps", layer);
  const scale = picture.tensor("map_scales", layer)?.[unit];
  const shape = picture.shape("maps", layer);
  if (!(maps instanceof Int8Array) || scale === undefined || !shape) return null;
  const [, rows, columns] = shape;
  return readMap(maps, scale, unit * rows * columns, [rows, columns], domain, u, v);
}

/**
 * The answer of the network at a place of the boundary.
 * @param {PictureLike} picture @param {[number, number]} domain @param {number} u @param {number} v
 * @returns {MapReading | null}
 */
export function readBoundary(picture, domain, u, v) {
  const last = picture.layout.layers.length - 1;
  const levels = picture.tensor("boundary", last);
  const scale = picture.tensor("boundary_scale", last)?.[0];
  const shape = picture.shape("boundary", last);
  if (!(levels instanceof Int8Array) || scale === undefined || !shape) return null;
  return readMap(levels, scale, 0, [shape[0], shape[1]], domain, u, v);
}
