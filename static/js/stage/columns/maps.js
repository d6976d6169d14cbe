/**
 * A layer as a stack of maps: each channel a small picture of its activations, signed colours
 * relative to the layer's largest. While gradients flow back the maps show the deltas, once the
 * phase has reached them; the letter above says which. An image that goes in is one such map, as
 * ink on paper.
 *
 * @typedef {import("../../types.js").LayoutLayer} LayoutLayer
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../column.js").Stack} Stack
 * @typedef {import("../column.js").Form} Form
 * @typedef {import("../column.js").Gap} Gap
 * @typedef {import("../column.js").Room} Room
 */
import { css, mix } from "../../palette.js";
import { edgeStart } from "../column.js";
import { activationShown } from "../motion.js";
import { mapsOf } from "../windows.js";
import { cellsShown } from "./filling.js";
import { copyCells, sheetOf } from "./sheets.js";

/** CSS pixels: sides of a cell that are tried, the largest first. */
const PIXELS = [24, 20, 16, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0.75, 0.5, 0.34, 0.25, 0.15];
/** A map is at most so large, and its cells where larger maps stand before it. */
const LARGEST = 104;
const LARGEST_BEHIND = 12;
/** Between maps above each other, at least and at most. */
const LEAST_AIR = 4;
const MOST_AIR = 16;
/** Room for the letter above a column, and the words below it. */
const WORDS = 34;
/** One more column of maps must make cells larger by this much. */
const WORTH = 1.25;
const MOST_ACROSS = 8;
/** Kernels: their share of a map's side, and the largest. */
const KERNEL_SHARE = 0.62;
const KERNEL_SIDE = 24;
const KERNEL_AIR = 5;
/** Shares of the distance between two columns that a column of maps may take. */
const WIDE = 0.6;
const WIDE_WITH_KERNELS = 0.84;
/** Links of maps beside each other start and end at this share of the height, apart. */
const APART = 0.5;

/** @type {Form} */
export const MAPS = {
  place(layer, room, gap) {
    const [maps, rows, columns] = mapsOf(layer);
    const fit =
      maps === 1
        ? fitOne(rows, columns, room)
        : fitMany(maps, rows, columns, gap.aside(layer), room);
    return columnOf(layer, { maps, rows, columns, ...fit }, room, gap);
  },

  draw(context, scene, column) {
    if (column.index === 0) drawInk(context, scene, column);
    else drawSigned(context, scene, column);
    drawFrames(context, scene, column);
  },

  write: writeWhat,

  unitAt(column, x, y) {
    const { maps, rows, columns } = stackOf(column);
    const { cell } = column;
    for (let map = 0; map < maps; map++) {
      const box = MAPS.partBox(column, map);
      const [inX, inY] = [x - box.x, y - box.y];
      if (inX < 0 || inY < 0 || inX > box.width || inY > box.height) continue;
      const row = Math.min(rows - 1, Math.floor(inY / cell));
      const unit = (map * rows + row) * columns + Math.min(columns - 1, Math.floor(inX / cell));
      return unit < column.units ? unit : null;
    }
    return null;
  },

  boxOf(column, unit) {
    const { rows, columns } = stackOf(column);
    const { cell } = column;
    const { x } = MAPS.partBox(column, Math.floor(unit / (rows * columns)));
    return {
      ...{ x: x + (unit % columns) * cell, y: column.y[unit] - cell / 2, width: cell },
      height: cell,
    };
  },

  partOf(column, unit) {
    const { rows, columns } = stackOf(column);
    return Math.floor(unit / (rows * columns));
  },

  partBox(column, map) {
    const { rows, columns, across, aside, air, pitch, maps } = stackOf(column);
    const { cell } = column;
    const left = column.x - column.width / 2;
    // Cells of many maps are small: between device pixels they would blur.
    const start = maps > 1 ? Math.round(left) : left;
    const beside = map % across;
    return {
      x: start + beside * (aside + columns * cell + air) + aside,
      y: column.top + Math.floor(map / across) * pitch,
      width: columns * cell,
      height: rows * cell,
    };
  },

  linkStart(column, map) {
    return [edgeStart(column), linkHeight(column, map)];
  },

  linkEnd(column, map) {
    return [MAPS.partBox(column, map).x - stackOf(column).aside, linkHeight(column, map)];
  },

  obstacles(_, { x, width, top, bottom }) {
    return [{ x: x - width / 2 - 2, y: top - 3, width: width + 4, height: bottom - top + 7 }];
  },
};

/** @param {Column} column @returns {Stack} */
function stackOf({ stack }) {
  if (!stack) throw new Error("A column of maps knows how they stand");
  return stack;
}

/** The height of a map's links: of maps beside each other, one a little below the other. @param {Column} column @param {number} map */
function linkHeight(column, map) {
  const { across } = stackOf(column);
  const { y, height } = MAPS.partBox(column, map);
  const share = ((map % across) + 0.5) / across - 0.5;
  return y + height * (0.5 + share * APART);
}

/**
 * One map is as large as an image.
 * @param {number} rows @param {number} columns @param {Room} room
 */
function fitOne(rows, columns, { height, step }) {
  const side = Math.max(40, Math.min(height * 0.46, step * 0.62, 220));
  const pixel = Math.max(1, Math.floor(side / Math.max(rows, columns)));
  return { pixel, across: 1, aside: 0, kernelPixel: 0, air: 0, pitch: pixel * rows };
}

/**
 * The largest cells with which many maps fit, in as few columns as can be.
 * @param {number} maps @param {number} rows @param {number} columns
 * @param {number} kernel  cells along a kernel beside every map, or 0 @param {Room} room
 */
function fitMany(maps, rows, columns, kernel, { height, step, share, side }) {
  const wide = step * share * (kernel ? WIDE_WITH_KERNELS : WIDE);
  const high = height - WORDS;
  let best = null;
  for (let across = 1; across <= Math.min(maps, MOST_ACROSS); across++) {
    const lines = Math.ceil(maps / across);
    const air = across > 1 ? LEAST_AIR + 1 : 0;
    for (const pixel of PIXELS) {
      if (pixel * Math.max(rows, columns) > Math.min(LARGEST, side)) continue;
      if (pixel > LARGEST_BEHIND && Number.isFinite(side)) continue;
      const kernelPixel = kernel ? kernelCell(kernel, pixel * rows) : 0;
      const aside = kernel ? kernel * kernelPixel + KERNEL_AIR : 0;
      const width = across * (aside + columns * pixel) + (across - 1) * air;
      const least = lines * rows * pixel + (lines - 1) * LEAST_AIR;
      if (width > wide || least > high) continue;
      const spare = lines > 1 ? (high - lines * rows * pixel) / (lines - 1) : 0;
      const pitch = rows * pixel + Math.min(MOST_AIR, Math.floor(spare));
      const fit = { pixel, across, aside, kernelPixel, air, pitch };
      if (!best || pixel > best.pixel * WORTH) best = fit;
      break;
    }
  }
  return best ?? smallest(maps, rows, columns, kernel, wide, high);
}

/**
 * Where nothing fits as it should: as small as it takes.
 * @param {number} maps @param {number} rows @param {number} columns @param {number} kernel
 * @param {number} wide @param {number} high
 */
function smallest(maps, rows, columns, kernel, wide, high) {
  const across = Math.ceil(maps / Math.max(1, Math.floor(high / (rows + 2))));
  const pixel = Math.max(0.1, Math.min(1, (wide / across - (kernel ? kernel + 3 : 1)) / columns));
  const aside = kernel ? kernel + 2 : 0;
  return { pixel, across, aside, kernelPixel: kernel ? 1 : 0, air: 1, pitch: rows * pixel + 1 };
}

/** @param {number} kernel  cells along it @param {number} side  of its map */
const kernelCell = (kernel, side) =>
  Math.max(1, Math.floor(Math.min(KERNEL_SIDE, side * KERNEL_SHARE) / kernel));

/**
 * @param {LayoutLayer} layer @param {Stack & { pixel: number }} fit @param {Room} room
 * @param {Gap} gap
 * @returns {Column}
 */
export function columnOf(layer, { pixel, ...stack }, { middle }, gap) {
  const { index, units } = layer;
  const { maps, rows, columns, across, aside, air, pitch } = stack;
  const lines = Math.ceil(maps / across);
  const high = (lines - 1) * pitch + rows * pixel;
  const width = across * (aside + columns * pixel) + (across - 1) * air;
  const top = Math.round(middle - high / 2);
  const y = new Float64Array(units);
  const starts = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    const map = Math.floor(unit / (rows * columns));
    const row = Math.floor(unit / columns) % rows;
    y[unit] = top + Math.floor(map / across) * pitch + (row + 0.5) * pixel;
    // Spread over the height of the cell, so that each has a way of its own.
    const beside = (map % across) * columns + (unit % columns);
    starts[unit] = y[unit] + ((beside + 0.5) / (across * columns) - 0.5) * pixel * 0.8;
  }
  return {
    ...{ index, units, x: 0, width, top, bottom: top + high, cell: pixel, pitch: pixel, y, starts },
    ...{ lines: 24, crowded: true, form: MAPS, gap, stack, parts: maps },
    kernel: gap.aside(layer) * stack.kernelPixel,
  };
}

/**
 * An image is looked at as ink on paper, however its values were scaled for the network: the
 * smallest one is paper, the largest is ink.
 * @param {ArrayLike<number>} values
 * @returns {number[]} 0 to 255
 */
export function inkOf(values) {
  const all = Array.from(values);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return all.map((value) => (high > low ? Math.round((255 * (value - low)) / (high - low)) : 0));
}

/** @param {Context} context @param {Scene} scene @param {Column} column */
function drawInk(context, { picture, palette, phases, header, progress }, column) {
  const shown = phases ? activationShown(header, 0, progress) : 1;
  fillParts(context, column, css(palette.panel));
  const values = picture.tensor("activations", 0);
  if (!values || shown <= 0) return;
  context.globalAlpha = shown;
  for (const [unit, ink] of inkOf(values).entries()) {
    context.fillStyle = palette.inkCss[ink];
    const { x, y, width, height } = MAPS.boxOf(column, unit);
    context.fillRect(x, y, width, height);
  }
  context.globalAlpha = 1;
}

/** @param {Context} context @param {Scene} scene @param {Column} column */
function drawSigned(context, scene, column) {
  const { picture, palette } = scene;
  const stack = stackOf(column);
  const shown = cellsShown(scene, column.index, stack.rows * stack.columns);
  fillParts(context, column, css(palette.paper));
  for (const role of /** @type {const} */ (["activations", "deltas"])) {
    const values = shown[role] > 0 ? picture.tensor(role, column.index) : null;
    if (!values) continue;
    const sheet = sheetOf(column, role, values, stack, palette);
    const place = (/** @type {number} */ map) => MAPS.partBox(column, map);
    copyCells(context, sheet, stack, shown[role], place, column.cell);
  }
}

/** @param {Context} context @param {Column} column @param {string} colour */
function fillParts(context, column, colour) {
  context.fillStyle = colour;
  for (let map = 0; map < stackOf(column).maps; map++) {
    const { x, y, width, height } = MAPS.partBox(column, map);
    context.fillRect(x, y, width, height);
  }
}

/** What the maps of a hidden layer show: nothing yet, activations or deltas. @param {Scene} scene @param {Column} column */
function shownIn(scene, column) {
  const { rows, columns } = stackOf(column);
  const { activations, deltas } = cellsShown(scene, column.index, rows * columns);
  if (deltas > 0 && scene.picture.tensor("deltas", column.index)) return "deltas";
  return activations > 0 ? "activations" : "nothing";
}

/** @param {Context} context @param {Scene} scene @param {Column} column */
function drawFrames(context, scene, column) {
  const { palette } = scene;
  const { maps } = stackOf(column);
  const what = column.index === 0 ? "activations" : shownIn(scene, column);
  const inks = {
    nothing: mix(palette.soft, palette.paper, 0.4),
    activations: palette.ink,
    deltas: palette.bwd,
  };
  context.strokeStyle = css(inks[what]);
  context.lineWidth = maps === 1 ? 1.2 : (what === "deltas" ? 1.6 : 1) * palette.line;
  for (let map = 0; map < maps; map++) {
    const { x, y, width, height } = MAPS.partBox(column, map);
    context.strokeRect(x, y, width, height);
  }
}

/** The letter above the maps: a for activations, δ for deltas. @param {Context} context @param {Scene} scene @param {Column} column */
function writeWhat(context, scene, column) {
  const { palette, geometry, phases, header } = scene;
  if (!phases || header.phase === "start" || column.index === 0) return;
  const what = shownIn(scene, column);
  if (what === "nothing") return;
  const size = geometry.text + 5;
  context.font = `italic 600 ${size}px ${palette.math}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillStyle = css(what === "deltas" ? palette.bwd : palette.ink);
  const { aside } = stackOf(column);
  context.fillText(what === "deltas" ? "δ" : "a", column.x + aside / 2, column.top - 5);
}
