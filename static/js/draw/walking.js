/**
 * The pad by keyboard: a cell of the picture at a time.
 *
 * @typedef {{ row: number, column: number }} Cell
 * @typedef {{ kind: "ink" | "undo" | "clear", line?: undefined }
 *   | { kind: "move", rows: number, columns: number, line: boolean }} Asked  line: ink on the way
 */

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** @type {Record<string, "ink" | "undo" | "clear">} */
const OTHERS = { " ": "ink", Enter: "ink", Backspace: "undo", Delete: "clear" };

/**
 * What a key on the pad asks for.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} event
 * @returns {Asked | null}
 */
export function keyFor({ key, shiftKey, ctrlKey, metaKey, altKey }) {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "z" && !shiftKey ? { kind: "undo" } : null;
  const arrow = ARROWS[key];
  if (arrow) return { kind: "move", rows: arrow[0], columns: arrow[1], line: shiftKey };
  return key in OTHERS ? { kind: OTHERS[key] } : null;
}

/** @param {number} value @param {number} count */
const within = (value, count) => Math.max(0, Math.min(count - 1, value));

/**
 * @param {Cell} from @param {{ rows: number, columns: number }} by @param {[number, number]} shape
 * @returns {Cell} one that exists
 */
export const moved = (from, by, [rows, columns]) => ({
  row: within(from.row + by.rows, rows),
  column: within(from.column + by.columns, columns),
});

/**
 * The middle of a cell on the pad.
 * @param {Cell} cell @param {[number, number]} shape @returns {import("./marks.js").Point}
 */
export const cellAt = ({ row, column }, [rows, columns]) => [
  (column + 0.5) / columns,
  (row + 0.5) / rows,
];

/**
 * Whether the middle of a cell is ink.
 * @param {HTMLCanvasElement} canvas @param {Cell} cell @param {[number, number]} shape
 */
export function inkedAt(canvas, cell, shape) {
  const [x, y] = cellAt(cell, shape);
  const data = canvas
    .getContext("2d")
    ?.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data;
  return (data?.[3] ?? 0) > 127;
}
