/**
 * What the network answers everywhere in the plane, as a small image to be scaled smoothly.
 *
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../types.js").Data} Data
 */

import { NO_NUMBER } from "../quantised.js";

/**
 * The number that has the full colour. In a regression that is the largest target, for points and
 * surface alike: where they agree, the points melt into the surface.
 * @param {Data} data
 */
export function fullColour({ task, targets }) {
  if (task !== "regression") return 1;
  const most = targets.reduce((size, target) => Math.max(size, Math.abs(target)), 0);
  return most > 0 ? most : 1;
}

/**
 * The colour of every int8 value of a surface.
 * @param {Uint32Array} signed  the palette's table
 * @param {number} stretch  what byte 127 stands for, as a share of the number with full colour
 * @param {boolean} discretize  the sign alone
 * @returns {Uint32Array} 256 pixels; value v stands at v + 128
 */
export function surfaceTable(signed, stretch, discretize) {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const value = i - 128;
    if (value === NO_NUMBER) return signed[i];
    if (discretize) return signed[value < 0 ? 1 : value > 0 ? 255 : 128];
    return signed[128 + Math.max(-127, Math.min(127, Math.round(value * stretch)))];
  });
}

export class Surface {
  #canvas = new OffscreenCanvas(1, 1);
  #there = false;

  /**
   * @param {Int8Array | null} values  row 0 at the top @param {number[] | null} shape
   * @param {Uint32Array} table
   */
  update(values, shape, table) {
    this.#there = values !== null && shape !== null;
    if (!values || !shape) return;
    const [rows, columns] = shape;
    if (this.#canvas.width !== columns || this.#canvas.height !== rows) {
      this.#canvas = new OffscreenCanvas(columns, rows);
    }
    const context = this.#canvas.getContext("2d");
    if (!context) throw new Error("This browser cannot draw on a canvas");
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = table[values[i] + 128];
    context.putImageData(image, 0, 0);
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./scale.js").Plot} plot */
  draw(context, { left, top, side }) {
    if (!this.#there) return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#canvas, left, top, side, side);
  }
}
