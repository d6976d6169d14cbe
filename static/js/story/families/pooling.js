/** A cell of a pooling layer: the largest of its window, or the mean of it. Nothing is learned. */
/** @typedef {import("../focus.js").Numbers} Numbers */
/** @typedef {import("./family.js").Family} Family */
/** @typedef {import("./family.js").Reading} Reading */
/** @typedef {import("./family.js").Telling} Telling */
/** @typedef {import("./family.js").Written} Written */
/** @typedef {import("./family.js").Term} Term */
/** @typedef {import("../../stage/windows.js").Windows} Windows */
import { cellOf, unitUnder, windowsOf, winnerOf } from "../../stage/windows.js";
import { A, coloured, equals, join, number, piece, words } from "../formula.js";
import { totalled } from "../sums.js";
import { largestIn } from "./largest.js";
import { FLATTEN } from "./passing.js";
import { weighed } from "./weighing.js";

/** Nothing is told before all numbers came in 32 bits. */
const EXACT = true;

/** Numbers of a window that are written, by the level of detail. */
const WRITTEN = [1, 2, 3, 4, 6, 9];

/** @param {Numbers} numbers @param {number} layer */
const windowsInto = ({ layout: { layers } }, layer) => windowsOf(layers[layer - 1], layers[layer]);

/** The units of the window of a cell; what lies in the border is left out. @param {Windows} windows @param {import("../../stage/windows.js").Cell} cell */
const unitsIn = (windows, cell) =>
  Array.from({ length: windows.size ** 2 }, (_, at) => unitUnder(windows, cell, at)).filter(
    (unit) => unit !== null,
  );

/**
 * What a unit of the layer has of the units of its window.
 * @param {Numbers} numbers @param {number} layer @param {number} unit
 * @param {(windows: Windows, values: ArrayLike<number>, cell: import("../../stage/windows.js").Cell, at: number) => number} share
 * @returns {Reading | null}
 */
function readingWith(numbers, layer, unit, share) {
  const before = numbers.tensor("activations", layer - 1);
  const a = numbers.tensor("activations", layer)?.[unit];
  if (!before || a === undefined) return null;
  const windows = windowsInto(numbers, layer);
  const cell = cellOf(numbers.layout.layers[layer], unit);
  const terms = unitsIn(windows, cell).map((at) => {
    const weight = share(windows, before, cell, at);
    return { at, weight, carried: before[at], product: weight * before[at] };
  });
  return { sum: totalled(terms), bias: null, z: a, a };
}

/**
 * What comes back to a cell from the windows that read it.
 * @param {Numbers} numbers @param {number} layer @param {number} unit  of the layer before
 * @param {Parameters<typeof readingWith>[3]} share
 */
function returnedWith(numbers, layer, unit, share) {
  const before = numbers.tensor("activations", layer - 1);
  const deltas = numbers.tensor("deltas", layer);
  if (!before || !deltas) return null;
  const windows = windowsInto(numbers, layer);
  const { map } = cellOf(numbers.layout.layers[layer - 1], unit);
  const cells = windows.rows * windows.columns;
  /** @type {Term[]} */
  const terms = [];
  for (let place = 0; place < cells; place++) {
    const cell = { map, row: Math.floor(place / windows.columns), column: place % windows.columns };
    if (!unitsIn(windows, cell).includes(unit)) continue;
    const weight = share(windows, before, cell, unit);
    if (weight === 0) continue;
    const at = map * cells + place;
    terms.push({ at, weight, carried: deltas[at], product: weight * deltas[at] });
  }
  return totalled(terms);
}

/** All to the cell that won. @type {Parameters<typeof readingWith>[3]} */
const toWinner = (windows, values, cell, at) =>
  winnerOf(windows, values, cell, EXACT) === at ? 1 : 0;

/** The same to all, those in the border as well. @type {Parameters<typeof readingWith>[3]} */
const toAll = ({ size }) => 1 / size ** 2;

/** a = max(0.1, 0.5, 0.3) = 0.5 @param {Reading} reading @param {Telling} telling @returns {Written} */
function writeLargest({ sum: { terms }, a }, { detail, say }) {
  const order = [...terms].sort((x, y) => y.carried - x.carried).slice(0, WRITTEN[detail]);
  const shown = terms.filter((term) => order.includes(term));
  const left = terms.length - shown.length;
  const inside = shown.flatMap(({ carried }, at) => [
    ...(at ? [piece(", ", ",\\;")] : []),
    coloured("fwd", number(carried, 3)),
  ]);
  if (left > 0) inside.push(piece(", ", ",\\;"), words(say("tell.smaller", { count: left })));
  return {
    formula: join(
      ...[A, equals(true), piece("max(", "\\max("), ...inside, piece(")"), equals(true)],
      coloured("fwd", number(a, 3)),
    ),
    ...{ z: number(a, 3), a: number(a, 3), exact: true },
  };
}

/** The cell that the unit with the largest delta leads back to. @param {Numbers} numbers @param {number} layer */
function blamed(numbers, layer) {
  const before = numbers.tensor("activations", layer - 1);
  const unit = largestIn(numbers.tensor("deltas", layer));
  if (unit === null || !before) return null;
  return winnerOf(
    windowsInto(numbers, layer),
    before,
    cellOf(numbers.layout.layers[layer], unit),
    EXACT,
  );
}

/** @type {Family} */
export const MAX_POOLING = {
  ...FLATTEN,
  reading: (numbers, { layer, unit }) => readingWith(numbers, layer, unit, toWinner),
  write: writeLargest,
  summed: "max",
  returned: (numbers, layer, unit) => returnedWith(numbers, layer, unit, toWinner),
  blamed,
  keys: {
    ...FLATTEN.keys,
    forward: "tell.forward.max_pool2d",
    backward: "tell.backward.max_pool2d",
  },
};

/** @type {Family} */
export const AVERAGE_POOLING = {
  ...MAX_POOLING,
  reading: (numbers, { layer, unit }) => readingWith(numbers, layer, unit, toAll),
  write: weighed(A, piece("mean", "\\operatorname{mean}")),
  summed: "mean",
  returned: (numbers, layer, unit) => returnedWith(numbers, layer, unit, toAll),
  keys: {
    ...FLATTEN.keys,
    forward: "tell.forward.average_pool2d",
    backward: "tell.backward.average_pool2d",
  },
};
