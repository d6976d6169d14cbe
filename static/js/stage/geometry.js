/**
 * Where the network stands on the canvas, in CSS pixels. Pure numbers: no canvas in here.
 *
 * @typedef {import("../types.js").LayoutLayer} LayoutLayer
 * @typedef {import("./column.js").Column} Column
 *
 * @typedef {object} Geometry
 * @property {number} width
 * @property {number} height
 * @property {number} left  free room left of the inputs
 * @property {number} right  free room right of the outputs
 * @property {number} scale  1 on a laptop, more on a large canvas: for line widths and dots
 * @property {number} text  size of small text, 11 on a laptop
 * @property {Column[]} columns
 *
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {number} topInset  room for the page's headings
 * @property {number} bottomInset  room for the arrow of direction
 * @property {number} [leastText]  CSS pixels; no text is smaller
 */
import { edgeStart, FEW } from "./column.js";
import { formOf } from "./columns/registry.js";
import { gapOf } from "./gaps/registry.js";

const CELL = 46;
const LARGEST_CELL = 76;
/** Small text on a laptop. */
const TEXT = 11;
/** Between columns there is to be so much room, in CSS pixels; columns are tried at these sizes. */
const ROOMY = 46;
const SHARES = [1.6, 1.45, 1.3, 1.15];

/**
 * @param {LayoutLayer[]} layers
 * @param {Frame} frame
 * @returns {Geometry}
 */
export function placeNetwork(layers, frame) {
  const { width, height, topInset, bottomInset } = frame;
  const room = Math.max(40, height - topInset - bottomInset);
  const least = Math.max(TEXT, frame.leastText ?? 0);
  const larger = least / TEXT;
  const left = leftMargin(layers[0], width, larger);
  const right = rightMargin(layers[layers.length - 1], width, larger);
  const gaps = Math.max(1, layers.length - 1);
  const step = (width - left - right) / gaps;
  const fullest = layers.reduce(
    (most, { units }) => (units <= FEW ? Math.max(most, units) : most),
    1,
  );
  const wanted = Math.max(CELL, room * 0.1, Math.min(room / (fullest * 1.75), room * 0.13));
  const largest = Math.min(LARGEST_CELL, wanted, step * 0.55);
  // Numbers stand under the neurons: a little higher looks centred.
  const middle = topInset + room / 2 - 4;

  const place = { height: room, step, middle, largest, fullest, least };
  const free = width - left - right;
  const { columns, taken } = spread(layers, place, (wide) => (free - wide) / gaps);
  const gap = Math.max(4, (free - taken) / gaps);
  let x = left;
  for (const column of columns) {
    column.x = columns.length === 1 ? width / 2 : x + column.width / 2;
    x += column.width + gap;
  }
  const scale = Math.max(0.55, Math.min(1.5, largest / CELL));
  const text = Math.max(least, Math.round(TEXT * Math.max(1, Math.min(1.25, scale))));
  return { width, height, left, right, scale, text, columns };
}

/**
 * All columns, those that can grow as large as leaves room for what flows between them.
 * @param {LayoutLayer[]} layers @param {Omit<import("./column.js").Room, "share" | "side">} room
 * @param {(taken: number) => number} gapWidth  how wide gaps are, where columns take so much
 */
function spread(layers, room, gapWidth) {
  /** @param {number} share */
  const placed = (share) => {
    let side = Number.POSITIVE_INFINITY;
    const columns = layers.map((layer) => {
      const form = formOf(layer, room.height);
      const column = form.place(layer, { ...room, share, side }, gapOf(layer));
      if (column.parts > 1) side = form.partBox(column, 0).height;
      return column;
    });
    return { columns, taken: columns.reduce((sum, column) => sum + column.width, 0) };
  };
  for (const share of SHARES) {
    const found = placed(share);
    if (gapWidth(found.taken) >= ROOMY) return found;
  }
  return placed(1);
}

/** About how wide the widest label will be. Chinese characters are square. @param {string[]} labels */
function longest(labels) {
  /** @param {string} label */
  const wide = (label) =>
    Array.from(label).reduce((sum, letter) => sum + (letter > "\u2e7f" ? 13 : 6.8), 0);
  return labels.reduce((most, label) => Math.max(most, wide(label)), 7);
}

/**
 * @param {LayoutLayer} input @param {number} width
 * @param {number} larger  how many times as large as on a laptop text is
 */
function leftMargin({ labels }, width, larger) {
  if (!labels?.some(Boolean)) return Math.max(12, width * 0.03);
  return Math.max(22, Math.min(longest(labels) * larger + 18, width * 0.16));
}

/** @param {LayoutLayer} output @param {number} width @param {number} larger */
function rightMargin({ labels, units }, width, larger) {
  const figures = larger > 1 ? 124 : 92;
  if (units === 1) return width >= 560 ? figures : Math.max(30, width * 0.09);
  const text = longest(labels ?? []) * larger + 10;
  return width >= 560
    ? Math.min(text + figures, width * (larger > 1 ? 0.28 : 0.24))
    : Math.min(text + 8, width * 0.2);
}

/**
 * The unit at a point, with a little tolerance around small neurons.
 * @param {Geometry} geometry @param {number} x @param {number} y
 * @returns {{ layer: number, unit: number } | null}
 */
export function unitAt({ columns }, x, y) {
  for (const column of columns) {
    const unit = column.form.unitAt(column, x, y);
    if (unit !== null) return { layer: column.index, unit };
  }
  return null;
}

/**
 * What of the lines between the columns is at a point, or of what stands beside maps.
 * @param {Geometry} geometry @param {import("./scene.js").PictureLike} picture
 * @param {number} x @param {number} y @param {import("./column.js").Looked} looked
 * @returns {import("../target.js").Target | null}
 */
export function hitGap(geometry, picture, x, y, looked) {
  const { columns } = geometry;
  const k = columns.findIndex(
    (to, i) => i > 0 && x > edgeStart(columns[i - 1]) && x < edgeStart(to),
  );
  return k < 1 ? null : columns[k].gap.hit(geometry, picture, k, x, y, looked);
}
