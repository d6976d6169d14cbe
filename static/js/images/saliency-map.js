/** A map over an image: what is seen through it stays to be seen. */

/** @typedef {import("../palette.js").Rgb} Rgb */

const UNDER = 0.4; // how strongly the image stands below its map

/**
 * @param {CanvasRenderingContext2D} context @param {number} size  CSS pixels of the longer side
 * @param {[number, number]} shape  rows and columns
 * @param {ArrayLike<number>} pixels  0 to 255
 * @param {ArrayLike<number>} values  an entry a pixel
 * @param {{ ink: string, pos: string, neg: string, size: string }} hues  size: without a sign
 * @param {boolean} signed
 */
export function drawSaliency(context, size, [rows, columns], pixels, values, hues, signed) {
  const cell = size / Math.max(rows, columns);
  const most = largest(values);
  for (let i = 0; i < rows * columns; i += 1) {
    const [x, y] = [(i % columns) * cell, Math.floor(i / columns) * cell];
    const value = values[i];
    context.globalAlpha = (UNDER * pixels[i]) / 255;
    context.fillStyle = hues.ink;
    context.fillRect(x, y, cell, cell);
    if (!Number.isFinite(value)) continue;
    context.globalAlpha = 0.9 * (Math.abs(value) / most);
    if (signed) context.fillStyle = value < 0 ? hues.neg : hues.pos;
    else context.fillStyle = hues.size;
    context.fillRect(x, y, cell, cell);
  }
  context.globalAlpha = 1;
}

/** The largest finite size; 1 where all is 0. @param {ArrayLike<number>} values */
export function largest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isFinite(values[i])) most = Math.max(most, Math.abs(values[i]));
  }
  return most || 1;
}

/**
 * The places of the largest values, the largest first.
 * @param {ArrayLike<number>} values @param {number} count
 */
export const strongest = (values, count) =>
  Array.from(values, (_, place) => place)
    .sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]))
    .slice(0, count);
