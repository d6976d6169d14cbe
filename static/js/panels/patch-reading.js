/**
 * What a cell of a map came from, worked out from the newest frame: the patch it looked at, what it
 * was weighed with, and how its delta goes back over that patch.
 *
 * @typedef {import("../types.js").LayoutLayer} LayoutLayer
 * @typedef {import("../stage/scene.js").PictureLike} PictureLike
 * @typedef {import("../stage/windows.js").Windows} Windows
 *
 * @typedef {object} Patch  of one map that the cell looked at; lists are size × size
 * @property {number} layer  of the cell
 * @property {number} size
 * @property {number} map  which map
 * @property {number} maps  of how many
 * @property {(number | null)[]} values  null outside of the map
 * @property {boolean} exact  whether all numbers came in 32 bits
 * @property {number | null} delta  of the cell, once the phase has brought it
 * @property {number[] | null} spread  what goes back to each cell of the patch
 *
 * @typedef {Patch & { kernel: number[], products: number[], sums: number[], bias: number,
 *   z: number, a: number }} Weighed  `sums`: Σ products of each map; z is their sum and the bias
 * @typedef {Patch & { winner: number | null }} Pooled  `winner`: the place of the
 *   largest; null where none wins, or where it is not known
 */
import { cellsExact } from "../stage/exactness.js";
import {
  cellOf,
  kernelOf,
  partsOf,
  patchOf,
  strongestInput,
  unitUnder,
  windowsOf,
  winnerOf,
} from "../stage/windows.js";

/** @param {PictureLike} picture */
const weightsExact = (picture) => picture.stepOf("exact") === picture.stepOf("network");

/**
 * @param {PictureLike} picture @param {{ layer: number, unit: number }} cell
 * @param {boolean} back  whether its delta is known
 * @returns {Weighed | null} of the map that says the most to it
 */
export function readConvolution(picture, { layer, unit }, back) {
  const { layers } = picture.layout;
  const windows = windowsOf(layers[layer - 1], layers[layer]);
  const parameters = picture.tensor("parameters", layer);
  const before = picture.tensor("activations", layer - 1);
  const biases = picture.tensor("biases", layer);
  if (!parameters || !before || !biases) return null;
  const channels = layers[layer].shape[0];
  const cell = cellOf(layers[layer], unit);
  const map = strongestInput(windows, parameters, channels, before, cell);
  const kernel = [...kernelOf(windows, parameters, channels, cell.map, map)];
  const patch = patchOf(windows, before, { ...cell, map });
  const sums = partsOf(windows, parameters, channels, before, cell);
  const bias = biases[cell.map];
  const sum = sums.reduce((total, part) => total + part, bias);
  const exact = cellsExact(picture, layer - 1) && weightsExact(picture);
  const values = inside(windows, { ...cell, map }, patch);
  const delta = back ? (picture.tensor("deltas", layer)?.[unit] ?? null) : null;
  return {
    ...{ layer, size: windows.size, map, maps: windows.maps, values, exact, delta },
    ...{ kernel, products: kernel.map((weight, at) => weight * patch[at]), sums, bias },
    z: picture.tensor("pre_activations", layer)?.[unit] ?? sum,
    a: picture.tensor("activations", layer)?.[unit] ?? Number.NaN,
    spread: delta === null ? null : kernel.map((weight) => weight * delta),
  };
}

/**
 * @param {PictureLike} picture @param {{ layer: number, unit: number }} cell @param {boolean} back
 * @param {boolean} largest  whether the largest wins, or all are alike
 * @returns {Pooled | null}
 */
export function readPooling(picture, { layer, unit }, back, largest) {
  const { layers } = picture.layout;
  const windows = windowsOf(layers[layer - 1], layers[layer]);
  const before = picture.tensor("activations", layer - 1);
  if (!before) return null;
  const cell = cellOf(layers[layer], unit);
  const delta = back ? (picture.tensor("deltas", layer)?.[unit] ?? null) : null;
  const places = Array.from({ length: windows.size ** 2 }, (_, at) => at);
  const exact = cellsExact(picture, layer - 1);
  const won = largest ? winnerOf(windows, before, cell, exact) : null;
  const winner = places.find((at) => won !== null && unitUnder(windows, cell, at) === won) ?? null;
  const share = delta === null ? 0 : delta / places.length;
  return {
    ...{ layer, size: windows.size, map: cell.map, maps: 1, delta, winner },
    values: inside(windows, cell, patchOf(windows, before, cell)),
    exact,
    spread:
      delta === null || (largest && winner === null)
        ? null
        : places.map((at) => (largest ? (at === winner ? delta : 0) : share)),
  };
}

/** @param {Windows} windows @param {import("../stage/windows.js").Cell} cell @param {Float64Array} patch */
const inside = (windows, cell, patch) =>
  Array.from(patch, (value, at) => (unitUnder(windows, cell, at) === null ? null : value));
