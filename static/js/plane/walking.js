/** Walking the plane by arrow keys, a cell of the boundary at a time. */

const CELLS = 64; // across

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * One cell further; from nowhere to the middle.
 * @param {{ x: number, y: number } | null} from @param {string} key @param {[number, number]} domain
 * @returns {{ x: number, y: number } | null} null where the key is no arrow
 */
export function nextPlace(from, key, [low, high]) {
  const move = MOVES[key];
  if (!move) return null;
  const cell = (high - low) / CELLS;
  if (!from) return { x: (low + high) / 2 + cell / 2, y: (low + high) / 2 + cell / 2 };
  const held = (/** @type {number} */ at) =>
    Math.min(high - cell / 2, Math.max(low + cell / 2, at));
  return { x: held(from.x + move[0] * cell), y: held(from.y + move[1] * cell) };
}
