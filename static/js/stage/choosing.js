/**
 * Which of the many edges between two columns are drawn.
 *
 * @typedef {import("./column.js").Column} Column
 */
import { shareBudget, strongest } from "./ranking.js";

/** More edges than this together are not drawn, but the strongest of them; no network has them yet. */
export const EDGE_BUDGET = 50000;
/** Edges that all receivers of a crowded column have together, and one of them at most. */
const CROWD_EDGES = 256;
const CROWD_EDGES_EACH = 12;

/**
 * How many edges each gap may draw.
 * @param {Column[]} columns
 * @returns {number[]} by layer; entry 0 is unused
 */
export function edgeShares(columns) {
  const sizes = columns.map(({ gap }, k) => (k === 0 ? 0 : gap.edges(columns[k - 1], columns[k])));
  return shareBudget(sizes, EDGE_BUDGET);
}

/**
 * How many edges a dense layer wants to draw: all, or of a crowded column a few for each receiver.
 * @param {Column} before @param {Column} column
 */
export function edgesWanted(before, column) {
  if (!before.crowded) return before.units * column.units;
  const wanted = Math.min(CROWD_EDGES_EACH, Math.round(CROWD_EDGES / column.units));
  const each = Math.max(2, Math.min(before.units, wanted));
  return each * column.units;
}

/**
 * Which edges of a gap are drawn.
 * @param {Float32Array} weights  units × inputs
 * @param {number} inputs @param {number} share @param {boolean} crowded  a few for every receiver
 * @returns {Int32Array}
 */
export function chooseEdges(weights, inputs, share, crowded) {
  if (!crowded) return strongest(weights, share);
  const units = weights.length / inputs;
  const chosen = [];
  for (let i = 0; i < units; i++) {
    const row = weights.subarray(i * inputs, (i + 1) * inputs);
    for (const j of strongest(row, Math.floor(share / units))) chosen.push(i * inputs + j);
  }
  return Int32Array.from(chosen);
}
