/**
 * A drawing becomes a picture like those of a dataset: the way that those were made.
 *
 * @typedef {import("./raster.js").Raster} Raster
 * @typedef {"blocks" | "centred" | "plain"} Preparation
 */
import { blurred, boxOf, centreOf, placed, resized } from "./raster.js";

/** @param {Raster} raster @returns {Uint8Array} */
const bytes = ({ ink }) => Uint8Array.from(ink, (value) => Math.round(255 * Math.min(1, value)));

/** @param {Raster} raster */
const whole = ({ width, height }) => ({ x: 0, y: 0, width, height });

const SIDE = 32; // of the bitmaps in which the digits were counted
const WIDEST = 20;
/** How much of a bitmap is ink: all strokes were made equally thick. Measured on the data. */
const INK = 0.3;
/** Up to which a narrow digit was stretched. */
const STRETCH = 1.6;

/**
 * Optical recognition of handwritten digits: a bitmap of 32 by 32 with strokes of one thickness,
 * filled by the digit, and in each block of it the pixels that are ink were counted.
 * @param {Raster} raster @param {number} rows @param {number} columns
 */
function blocks(raster, rows, columns) {
  const box = boxOf(raster);
  if (!box) return new Uint8Array(rows * columns);
  const scale = Math.min(WIDEST / box.width, SIDE / box.height) * STRETCH;
  const width = Math.max(1, Math.round(Math.min(WIDEST, box.width * scale)));
  const height = Math.max(1, Math.round(Math.min(SIDE, box.height * scale)));
  const small = resized(raster, box, width, height);
  const left = Math.round((SIDE - width) / 2);
  const top = Math.round((SIDE - height) / 2);
  const soft = blurred(blurred(placed(small, left, top, SIDE, SIDE), 2), 1);
  const ranked = Float32Array.from(soft.ink).sort().reverse();
  const least = Math.max(ranked[Math.round(INK * SIDE ** 2)], 1e-6);
  const bitmap = { ...soft, ink: soft.ink.map((value) => Number(value >= least)) };
  return bytes(resized(bitmap, whole(bitmap), columns, rows));
}

/** The share of a side that the digits of MNIST fill. */
const FILLED = 20 / 28;

/**
 * MNIST: as large as fits into 20 by 20 of 28 by 28, the centre of mass in the middle.
 * @param {Raster} raster @param {number} rows @param {number} columns
 */
function centred(raster, rows, columns) {
  const box = boxOf(raster);
  if (!box) return new Uint8Array(rows * columns);
  const scale = Math.min((FILLED * columns) / box.width, (FILLED * rows) / box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const small = resized(raster, box, width, height);
  const [x, y] = centreOf(small);
  const left = Math.round(columns / 2 - x);
  const top = Math.round(rows / 2 - y);
  return bytes(placed(small, left, top, columns, rows));
}

/** @param {Raster} raster @param {number} rows @param {number} columns */
const plain = (raster, rows, columns) => bytes(resized(raster, whole(raster), columns, rows));

/** @type {Record<Preparation, (raster: Raster, rows: number, columns: number) => Uint8Array>} */
const WAYS = { blocks, centred, plain };

/**
 * @param {Raster} raster @param {Preparation} preparation  how the data were made
 * @param {[number, number]} shape  height and width of their pictures
 * @returns {Uint8Array} in rows, 255 is full ink
 */
export const prepared = (raster, preparation, [rows, columns]) =>
  WAYS[preparation](raster, rows, columns);
