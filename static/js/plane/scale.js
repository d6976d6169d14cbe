/**
 * The plane on the canvas: a square with its ticks. Pure numbers.
 *
 * @typedef {object} Plot
 * @property {number} left
 * @property {number} top
 * @property {number} side
 * @property {[number, number]} domain  of both axes
 */

const TICK_ROOM = 20;
const PAD = 5;

/**
 * @param {number} width @param {number} height @param {[number, number]} domain
 * @param {number} [text]  size of the ticks' numbers
 * @returns {Plot}
 */
export function placePlot(width, height, domain, text = 0) {
  const ticks = ticksFit(width, height) ? Math.max(TICK_ROOM, text * 1.5) : 0;
  const side = Math.max(10, Math.floor(Math.min(width - ticks - PAD, height - ticks - PAD)));
  const left = Math.round((width - side - ticks) / 2 + ticks);
  return { left, top: Math.round((height - side - ticks) / 2), side, domain };
}

/** @param {number} width @param {number} height */
export const ticksFit = (width, height) => Math.min(width, height) >= 130;

/** @param {Plot} plot @param {number} px @param {number} py @returns {[number, number]} CSS pixels */
export function toCanvas({ left, top, side, domain: [low, high] }, px, py) {
  const unit = side / (high - low);
  return [left + (px - low) * unit, top + (high - py) * unit];
}

/**
 * The point of the plane under a position, the nearest one inside the domain.
 * @param {Plot} plot @param {number} x @param {number} y  CSS pixels
 * @returns {[number, number]}
 */
export function toPlane({ left, top, side, domain: [low, high] }, x, y) {
  const unit = (high - low) / side;
  const inside = (/** @type {number} */ value) => Math.max(low, Math.min(high, value));
  return [inside(low + (x - left) * unit), inside(high - (y - top) * unit)];
}

/**
 * Whole numbers to stand at an axis.
 * @param {[number, number]} domain @param {number} side @param {number} [text]  their size
 */
export function ticksOf([low, high], side, text = 0) {
  const apart = Math.max(34, text * 2.4);
  const step = [1, 2, 3, 4, 6, 10, 20].find((size) => (side * size) / (high - low) >= apart) ?? 50;
  const ticks = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick + 0);
  return ticks;
}
