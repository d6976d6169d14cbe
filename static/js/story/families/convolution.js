/**
 * A cell of a convolution: the kernel of its map on the patch that it looks at. Going back, each
 * cell gathers from all places whose kernel read it, and a weight of the kernel from all places.
 */
/** @typedef {import("../focus.js").Numbers} Numbers */
/** @typedef {import("./family.js").Family} Family */
/** @typedef {import("./family.js").Term} Term */
/** @typedef {import("../../stage/windows.js").Windows} Windows */
import { Latest } from "../../stage/latest.js";
import { cellOf, unitUnder, windowsOf } from "../../stage/windows.js";
import { B, join, PLUS, piece, TIMES, Z } from "../formula.js";
import { totalled } from "../sums.js";
import { largestOf } from "./largest.js";
import { weighed } from "./weighing.js";

/** @type {Latest<number | null>} */
const receivers = new Latest();
/** @type {Latest<number | null>} */
const blame = new Latest();

/** @param {Numbers} numbers @param {number} layer */
function layerOf(numbers, layer) {
  const { layers } = numbers.layout;
  const parameters = numbers.tensor("parameters", layer);
  if (!parameters) return null;
  const windows = windowsOf(layers[layer - 1], layers[layer]);
  const channels = layers[layer].shape[0];
  return {
    ...{ own: layers[layer], windows, channels, cells: windows.rows * windows.columns },
    ...{ size: windows.size ** 2, taps: windows.maps * windows.size ** 2, parameters },
  };
}

/** The unit that a weight of the kernel meets at a place; null in the border. @param {Windows} windows @param {number} tap @param {number} place */
function metBy(windows, tap, place) {
  const size = windows.size ** 2;
  const row = Math.floor(place / windows.columns);
  const cell = { map: Math.floor(tap / size), row, column: place % windows.columns };
  return unitUnder(windows, cell, tap % size);
}

/** @type {Family} */
export const CONVOLUTION = {
  edges: false,

  reading(numbers, { layer, unit }) {
    const found = layerOf(numbers, layer);
    const before = numbers.tensor("activations", layer - 1);
    const z = numbers.tensor("pre_activations", layer)?.[unit];
    const a = numbers.tensor("activations", layer)?.[unit];
    if (!found || !before || z === undefined || a === undefined) return null;
    const { windows, channels, taps, cells, parameters } = found;
    const [map, place] = [Math.floor(unit / cells), unit % cells];
    /** @type {Term[]} */
    const terms = [];
    for (let tap = 0; tap < taps; tap++) {
      const at = metBy(windows, tap, place);
      if (at === null) continue;
      const weight = parameters[tap * channels + map];
      terms.push({ at, weight, carried: before[at], product: weight * before[at] });
    }
    return { sum: totalled(terms), bias: parameters[taps * channels + map], z, a };
  },

  write: weighed(
    Z,
    join(
      piece("Σ ", "\\textstyle\\sum "),
      ...[piece("K"), TIMES, piece("patch", "\\text{patch}"), PLUS, B],
    ),
  ),
  summed: "Σ K⋅patch",

  returned(numbers, layer, unit) {
    const found = layerOf(numbers, layer);
    const deltas = numbers.tensor("deltas", layer);
    if (!found || !deltas) return null;
    const { windows, channels, cells, size, parameters } = found;
    const seen = cellOf(numbers.layout.layers[layer - 1], unit);
    /** @type {Term[]} */
    const terms = [];
    for (let at = 0; at < size; at++) {
      const row = (seen.row + windows.padding - Math.floor(at / windows.size)) / windows.stride;
      const column = (seen.column + windows.padding - (at % windows.size)) / windows.stride;
      if (!Number.isInteger(row) || !Number.isInteger(column) || row < 0 || column < 0) continue;
      if (row >= windows.rows || column >= windows.columns) continue;
      for (let map = 0; map < channels; map++) {
        const weight = parameters[(seen.map * size + at) * channels + map];
        const reader = map * cells + row * windows.columns + column;
        const carried = deltas[reader];
        terms.push({ at: reader, weight, carried, product: weight * carried });
      }
    }
    return totalled(terms.sort((a, b) => a.at - b.at));
  },

  receiver(numbers, layer) {
    const found = layerOf(numbers, layer);
    const before = numbers.tensor("activations", layer - 1);
    if (!found || !before) return null;
    const { own, windows, channels, cells, taps, parameters } = found;
    return receivers.of(own, [parameters, before], () => {
      let [most, unit] = [-1, 0];
      for (let tap = 0; tap < taps; tap++) {
        const met = (/** @type {number} */ place) => before[metBy(windows, tap, place) ?? -1] ?? 0;
        const place = largestOf(cells, met) ?? 0;
        const weight = (/** @type {number} */ map) => parameters[tap * channels + map];
        const map = largestOf(channels, weight) ?? 0;
        const size = Math.abs(weight(map) * met(place));
        if (size > most) [most, unit] = [size, map * cells + place];
      }
      return unit;
    });
  },

  blamed(numbers, layer) {
    const found = layerOf(numbers, layer);
    const deltas = numbers.tensor("deltas", layer);
    if (!found || !deltas) return null;
    const { own, windows, channels, cells, taps, size, parameters } = found;
    return blame.of(own, [parameters, deltas], () => {
      let [most, unit] = [-1, 0];
      // Where a kernel lies, and so which place is the worst, is the same on all maps before.
      for (let at = 0; at < size * channels; at++) {
        const [inside, map] = [Math.floor(at / channels), at % channels];
        const felt = (/** @type {number} */ place) =>
          metBy(windows, inside, place) === null ? 0 : deltas[map * cells + place];
        const place = largestOf(cells, felt) ?? 0;
        for (let tap = inside; tap < taps; tap += size) {
          const strength = Math.abs(parameters[tap * channels + map] * felt(place));
          if (strength > most) [most, unit] = [strength, metBy(windows, tap, place) ?? unit];
        }
      }
      return unit;
    });
  },

  gradient(numbers, { layer, unit }) {
    const found = layerOf(numbers, layer);
    const before = numbers.tensor("activations", layer - 1);
    const deltas = numbers.tensor("deltas", layer);
    const means = numbers.tensor("gradients", layer);
    if (!found || !before || !deltas || !means) return null;
    const { windows, channels, cells, taps } = found;
    const map = Math.floor(unit / cells);
    const gathered = Array.from({ length: taps }, (_, tap) => {
      /** @type {Term[]} */
      const terms = [];
      for (let place = 0; place < cells; place++) {
        const at = metBy(windows, tap, place);
        if (at === null) continue;
        const carried = deltas[map * cells + place];
        terms.push({ at, weight: before[at], carried, product: before[at] * carried });
      }
      return totalled(terms);
    });
    const input = largestOf(taps, (tap) => gathered[tap].total) ?? 0;
    const { terms, total } = gathered[input];
    return { input, terms, gradient: total, mean: means[input * channels + map] };
  },

  change(numbers, layer, unit) {
    const found = layerOf(numbers, layer);
    const before = numbers.tensor("before", layer);
    if (!found || !before) return null;
    const { parameters, channels, cells, taps } = found;
    const own = unit === null ? null : Math.floor(unit / cells);
    const at = largestOf(taps * channels, (place) =>
      own === null || place % channels === own ? parameters[place] - before[place] : 0,
    );
    if (at === null) return null;
    return {
      unit: unit ?? (at % channels) * cells,
      input: Math.floor(at / channels),
      size: Math.abs(parameters[at] - before[at]),
    };
  },

  index(numbers, focus, input) {
    const { map, from, row, column } = placeOf(numbers, focus, input);
    return piece(`${from}→${map},${row}${column}`, `${from}\\to ${map},${row}${column}`);
  },
  keys: {
    forward: "tell.forward.conv2d",
    backward: "tell.backward.conv2d",
    update: "tell.update.conv2d",
  },
  weight: placeOf,
};

/** Of a weight, from 1: the maps that its kernel joins, its row and column. @param {Numbers} numbers @param {import("./family.js").Focus} focus @param {number} input */
function placeOf({ layout }, { layer, unit }, input) {
  const own = layout.layers[layer];
  const size = own.settings.kernel_size;
  return {
    map: cellOf(own, unit).map + 1,
    from: Math.floor(input / size ** 2) + 1,
    row: (Math.floor(input / size) % size) + 1,
    column: (input % size) + 1,
  };
}
