/**
 * Every neuron's map over the plane, kept as finished tiles: painted when the maps change, about
 * eight times a second, and from then on only copied.
 *
 * @typedef {import("./scene.js").PictureLike} PictureLike
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("./geometry.js").Geometry} Geometry
 * @typedef {import("./scene.js").Context} Context
 */

import { NO_NUMBER } from "../quantised.js";
import { largest } from "./ranking.js";

const ACROSS = 16;

/**
 * The largest absolute value of each map. A map that is zero everywhere carries a scale of 1 on
 * the wire; it has nothing to say about its layer.
 * @param {Int8Array} maps @param {ArrayLike<number>} scales @param {number} size  values of a map
 * @returns {number[]}
 */
export function liveScales(maps, scales, size) {
  return Array.from(scales, (scale, unit) => {
    const alive = maps.subarray(unit * size, (unit + 1) * size).some((value) => value !== 0);
    return alive ? scale : 0;
  });
}

/**
 * How strongly each map of a layer is coloured: inputs each for itself, for they have units of
 * their own; neurons relative to the largest output of their layer.
 * @param {number[]} scales  largest absolute value of each map
 * @param {number} layer
 * @returns {number[]} 0 to 1
 */
export function mapStrengths(scales, layer) {
  if (layer === 0) return scales.map((scale) => (scale > 0 ? 1 : 0));
  const most = largest(scales);
  return scales.map((scale) => (most > 0 && Number.isFinite(most) ? scale / most : 0));
}

/**
 * One map as pixels, with its border repeated once around it so that smoothing stays inside.
 * @param {Uint32Array} pixels  (size + 2)² @param {Int8Array} maps @param {number} start
 * @param {number} size @param {number} strength @param {Uint32Array} table
 */
export function paintMap(pixels, maps, start, size, strength, table) {
  const wide = size + 2;
  for (let row = 0; row < wide; row++) {
    const from = start + Math.min(size - 1, Math.max(0, row - 1)) * size;
    for (let column = 0; column < wide; column++) {
      const value = maps[from + Math.min(size - 1, Math.max(0, column - 1))];
      const level = value === NO_NUMBER ? value : Math.round(value * strength);
      pixels[row * wide + column] = table[128 + level];
    }
  }
}

export class Atlas {
  /** @type {OffscreenCanvas | null} */
  #sheet = null;
  /** @type {OffscreenCanvas | null} */
  #raw = null;
  /** @type {number[]} */
  #first = [];
  #tile = 0;
  #ratio = 1;
  /** @type {string | null} */
  #key = null;

  /** Forget the tiles: the theme, the size or the network changed. */
  reset() {
    this.#key = null;
  }

  /**
   * Bring the tiles up to date.
   * @param {PictureLike} picture @param {Geometry} geometry @param {number} ratio
   * @param {Palette} palette
   * @returns {boolean} whether there are tiles
   */
  update(picture, geometry, ratio, palette) {
    const shape = picture.tensor("maps", 1) ? picture.shape("maps", 1) : null;
    if (!shape) return false;
    const key = `${picture.layout.id}/${picture.stepOf("maps")}`;
    if (key === this.#key) return true;
    this.#key = key;
    this.#prepare(geometry, ratio, shape[1]);
    this.#paint(picture, geometry, shape[1], palette);
    return true;
  }

  /** @param {Geometry} geometry @param {number} ratio @param {number} size */
  #prepare({ columns }, ratio, size) {
    let units = 0;
    this.#first = columns.map((column) => {
      units += column.units;
      return units - column.units;
    });
    const cell = columns.reduce((most, column) => Math.max(most, column.cell), 1);
    this.#ratio = ratio;
    this.#tile = Math.ceil(cell * ratio);
    const rows = Math.ceil(units / ACROSS);
    this.#raw = canvasOf(this.#raw, ACROSS * (size + 2), rows * (size + 2));
    this.#sheet = canvasOf(this.#sheet, ACROSS * (this.#tile + 2), rows * (this.#tile + 2));
  }

  /** @param {PictureLike} picture @param {Geometry} geometry @param {number} size @param {Palette} palette */
  #paint(picture, geometry, size, palette) {
    if (!this.#raw || !this.#sheet) return;
    const wide = size + 2;
    const raw = contextOf(this.#raw);
    const sheet = contextOf(this.#sheet);
    sheet.globalCompositeOperation = "copy";
    sheet.fillStyle = "transparent";
    sheet.fillRect(0, 0, this.#sheet.width, this.#sheet.height);
    sheet.globalCompositeOperation = "source-over";
    sheet.imageSmoothingQuality = "medium";
    const image = raw.createImageData(wide, wide);
    const pixels = new Uint32Array(image.data.buffer);
    for (const column of geometry.columns) {
      const maps = picture.tensor("maps", column.index);
      const scales = picture.tensor("map_scales", column.index);
      if (!(maps instanceof Int8Array) || !scales) continue;
      const strengths = mapStrengths(liveScales(maps, scales, size * size), column.index);
      for (let unit = 0; unit < column.units; unit++) {
        const at = this.#first[column.index] + unit;
        const [x, y] = [(at % ACROSS) * wide, Math.floor(at / ACROSS) * wide];
        paintMap(pixels, maps, unit * size * size, size, strengths[unit], palette.signed);
        raw.putImageData(image, x, y);
      }
    }
    for (const column of geometry.columns) {
      const side = Math.round(column.cell * this.#ratio);
      for (let unit = 0; unit < column.units; unit++) {
        const at = this.#first[column.index] + unit;
        const [x, y] = this.#place(at);
        const [fromX, fromY] = [(at % ACROSS) * wide + 1, Math.floor(at / ACROSS) * wide + 1];
        sheet.drawImage(this.#raw, fromX, fromY, size, size, x, y, side, side);
      }
    }
    this.#round(sheet, geometry);
  }

  /** Cut the corners of all tiles at once. @param {OffscreenCanvasRenderingContext2D} sheet @param {Geometry} geometry */
  #round(sheet, { columns }) {
    sheet.globalCompositeOperation = "destination-in";
    sheet.beginPath();
    for (const column of columns) {
      const side = Math.round(column.cell * this.#ratio);
      for (let unit = 0; unit < column.units; unit++) {
        const [x, y] = this.#place(this.#first[column.index] + unit);
        sheet.roundRect(x, y, side, side, cornerOf(column.cell) * this.#ratio);
      }
    }
    sheet.fillStyle = "#000";
    sheet.fill();
    sheet.globalCompositeOperation = "source-over";
  }

  /** @param {number} at @returns {[number, number]} */
  #place(at) {
    return [(at % ACROSS) * (this.#tile + 2), Math.floor(at / ACROSS) * (this.#tile + 2)];
  }

  /**
   * Copy a tile onto a canvas whose unit is the CSS pixel.
   * @param {Context} context @param {number} layer @param {number} unit
   * @param {number} left @param {number} top @param {number} side
   */
  draw(context, layer, unit, left, top, side) {
    if (!this.#sheet) return;
    const [x, y] = this.#place(this.#first[layer] + unit);
    const size = Math.round(side * this.#ratio);
    context.drawImage(this.#sheet, x, y, size, size, left, top, side, side);
  }
}

/** The corner radius of a neuron. @param {number} cell */
export const cornerOf = (cell) => Math.min(12, cell * 0.2);

/** @param {OffscreenCanvas | null} canvas @param {number} width @param {number} height */
function canvasOf(canvas, width, height) {
  if (canvas?.width === width && canvas.height === height) return canvas;
  return new OffscreenCanvas(width, height);
}

/** @param {OffscreenCanvas} canvas */
function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw on a canvas");
  return context;
}
