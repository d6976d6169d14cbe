/**
 * Ink on paper as numbers, and what may be done with it before a network sees it.
 *
 * @typedef {{ width: number, height: number, ink: Float32Array }} Raster  rows of 0 (paper) to 1
 * @typedef {{ x: number, y: number, width: number, height: number }} Box  in pixels
 */

/** @param {number} width @param {number} height @returns {Raster} */
export const blank = (width, height) => ({
  width,
  height,
  ink: new Float32Array(width * height),
});

const FAINT = 0.1; // less than this is a rim of a stroke, or dust

/**
 * What is drawn on, as tight as can be.
 * @param {Raster} raster @returns {Box | null} null where nothing is drawn
 */
export function boxOf({ width, height, ink }) {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] < FAINT) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * How much each of `count` equal pieces of a stretch takes of the cells it lies over.
 * @param {number} start @param {number} length @param {number} count @param {number} cells
 * @returns {[number, number][][]} for each piece: cells and their shares, which add up to 1 inside
 */
function shares(start, length, count, cells) {
  const size = length / count;
  return Array.from({ length: count }, (_, i) => {
    const from = start + i * size;
    /** @type {[number, number][]} */
    const parts = [];
    for (let cell = Math.max(0, Math.floor(from)); cell < Math.min(cells, from + size); cell++) {
      const share = Math.min(cell + 1, from + size) - Math.max(cell, from);
      if (share > 0) parts.push([cell, share / size]);
    }
    return parts;
  });
}

/**
 * A part of a raster at another size; each pixel is the mean over the area that it covers.
 * @param {Raster} raster @param {Box} box @param {number} width @param {number} height
 * @returns {Raster}
 */
export function resized(raster, box, width, height) {
  const columns = shares(box.x, box.width, width, raster.width);
  const rows = shares(box.y, box.height, height, raster.height);
  const result = blank(width, height);
  for (const [y, parts] of rows.entries()) {
    for (const [x, across] of columns.entries()) {
      let sum = 0;
      for (const [row, down] of parts) {
        for (const [column, share] of across) {
          sum += down * share * raster.ink[row * raster.width + column];
        }
      }
      result.ink[y * width + x] = sum;
    }
  }
  return result;
}

/**
 * A smaller raster laid on empty paper; what lies beyond the rim is cut off.
 * @param {Raster} small @param {number} left @param {number} top
 * @param {number} width @param {number} height
 */
export function placed(small, left, top, width, height) {
  const result = blank(width, height);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const [column, row] = [x + left, y + top];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      result.ink[row * width + column] = small.ink[y * small.width + x];
    }
  }
  return result;
}

/** Where the ink would balance on a needle. @param {Raster} raster @returns {[number, number]} x, y */
export function centreOf({ width, height, ink }) {
  let [sum, x, y] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const weight = ink[row * width + column];
      sum += weight;
      x += weight * (column + 0.5);
      y += weight * (row + 0.5);
    }
  }
  return sum > 0 ? [x / sum, y / sum] : [width / 2, height / 2];
}

/**
 * The mean over a square around each pixel, paper beyond the rim.
 * @param {Raster} raster @param {number} reach  pixels to each side @returns {Raster}
 */
export function blurred(raster, reach) {
  const { width, height } = raster;
  const size = 2 * reach + 1;
  const result = blank(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
        for (
          let column = Math.max(0, x - reach);
          column <= Math.min(width - 1, x + reach);
          column++
        )
          sum += raster.ink[row * width + column];
      }
      result.ink[y * width + x] = sum / size ** 2;
    }
  }
  return result;
}
