/**
 * Maps as pixels: painted once for each frame, all maps of a layer in one go, and from then on only
 * copied, as large as they are shown.
 *
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../../palette.js").Palette} Palette
 * @typedef {{ maps: number, rows: number, columns: number }} Shape
 * @typedef {{ canvas: OffscreenCanvas, image: ImageData, key: unknown[] }} Sheet
 */
import { signIndex } from "../../palette.js";
import { largest } from "../ranking.js";

/** By the column they belong to, and what they show. @type {WeakMap<object, Map<string, Sheet>>} */
const sheets = new WeakMap();

/**
 * Colours of numbers, relative to the largest of all.
 * @param {Uint32Array} pixels  maps beside each other, `maps · columns` wide
 * @param {ArrayLike<number>} values  map after map @param {Shape} shape @param {Uint32Array} table
 */
export function paintMaps(pixels, values, { maps, rows, columns }, table) {
  const most = largest(values);
  const wide = maps * columns;
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    const row = ((at - column) / columns) % rows;
    const map = Math.floor(at / (rows * columns));
    pixels[row * wide + map * columns + column] = table[signIndex(values[at], most)];
  }
}

/**
 * The sheet of a column's numbers.
 * @param {object} column @param {string} role @param {ArrayLike<number>} values
 * @param {Shape} shape @param {Palette} palette
 * @returns {OffscreenCanvas}
 */
export function sheetOf(column, role, values, shape, palette) {
  const own = sheets.get(column) ?? new Map();
  sheets.set(column, own);
  const key = [values, palette];
  const known = own.get(role);
  if (known && key.every((part, i) => part === known.key[i])) return known.canvas;
  const [width, height] = [shape.maps * shape.columns, shape.rows];
  const canvas = known?.canvas ?? new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw on a canvas");
  const image = known?.image ?? context.createImageData(width, height);
  paintMaps(new Uint32Array(image.data.buffer), values, shape, palette.signed);
  context.putImageData(image, 0, 0);
  own.set(role, { canvas, image, key });
  return canvas;
}

/**
 * Copy the first cells of every map, in the order of reading.
 * @param {Context} context @param {OffscreenCanvas} sheet @param {Shape} shape
 * @param {number} count  of cells @param {(map: number) => { x: number, y: number }} placeOf
 * @param {number} pixel  side of a cell
 */
export function copyCells(context, sheet, { maps, rows, columns }, count, placeOf, pixel) {
  const whole = Math.min(rows, Math.floor(count / columns));
  const rest = whole < rows ? count - whole * columns : 0;
  const smooth = context.imageSmoothingEnabled;
  context.imageSmoothingEnabled = false;
  /** @param {number} map @param {number} top @param {number} wide @param {number} high */
  const copy = (map, top, wide, high) => {
    if (wide < 1 || high < 1) return;
    const { x, y } = placeOf(map);
    const to = /** @type {const} */ ([x, y + top * pixel, wide * pixel, high * pixel]);
    context.drawImage(sheet, map * columns, top, wide, high, ...to);
  };
  for (let map = 0; map < maps; map++) {
    copy(map, 0, columns, whole);
    copy(map, whole, rest, 1);
  }
  context.imageSmoothingEnabled = smooth;
}
