/**
 * How far a phase has filled the maps of a layer, cell by cell in the order of reading.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../column.js").Column} Column
 */
import { activationKnown, deltaKnown } from "../../visible.js";

/** Shares of the phase in which cells come. */
const BEGIN = 0.14;
const END = 0.9;

/** @param {number} progress  of the phase, 0 to 1 */
const filled = (progress) => Math.max(0, Math.min(1, (progress - BEGIN) / (END - BEGIN)));

/**
 * How many of the cells of each map have come: activations, and deltas over them while they flow
 * back.
 * @param {Scene} scene @param {number} layer @param {number} cells  of a map
 * @returns {{ activations: number, deltas: number }}
 */
export function cellsShown({ phases, header, progress }, layer, cells) {
  if (!phases) return { activations: cells, deltas: 0 };
  const now = layer === header.layer ? Math.floor(filled(progress) * cells) : cells;
  const { phase } = header;
  return {
    activations: !activationKnown(header, layer) ? 0 : phase === "forward" ? now : cells,
    deltas: phase === "backward" && deltaKnown(header, layer) ? now : 0,
  };
}

/**
 * The cell that is being filled, in all maps of a layer alike; null while none is.
 * @param {Scene} scene @param {Column} column
 * @returns {{ row: number, column: number, at: number } | null}
 */
export function cellNow(scene, { index, stack }) {
  const { phases, header, progress } = scene;
  if (!phases || !stack || header.phase !== "forward" || header.layer !== index) return null;
  const cells = stack.rows * stack.columns;
  const at = Math.floor(filled(progress) * cells);
  if (progress < BEGIN || at >= cells) return null;
  return { row: Math.floor(at / stack.columns), column: at % stack.columns, at };
}
