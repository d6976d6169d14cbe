/**
 * Drawn over maps: the window that a cell looks at, and numbers on its cells.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Column} Column
 * @typedef {import("./column.js").Box} Box
 * @typedef {import("./windows.js").Windows} Windows
 * @typedef {import("./windows.js").Cell} Cell
 */
import { formatQuantity } from "../format.js";
import { css, signIndex } from "../palette.js";
import { largest } from "./ranking.js";
import { cornerOf, unitUnder } from "./windows.js";

/** CSS pixels: on smaller cells no number can be read. */
const READABLE = 30;
/** What lies on a cell leaves this share of its side free. */
const INSET = 0.18;
const DASH = [3, 2];

/**
 * A window over one map, and the part of it that lies inside the map.
 * @param {Column} from @param {Windows} windows @param {Cell} cell  `map` is looked at; row and
 *   column are those of the window
 * @returns {{ whole: Box, inside: Box }}
 */
export function windowBox(from, windows, { map, row, column }) {
  const { top, left } = cornerOf(windows, row, column);
  const part = from.form.partBox(from, map);
  const side = windows.size * from.cell;
  const whole = {
    ...{ x: part.x + left * from.cell, y: part.y + top * from.cell, width: side, height: side },
  };
  const x = Math.max(whole.x, part.x);
  const y = Math.max(whole.y, part.y);
  return {
    whole,
    inside: {
      ...{ x, y, width: Math.min(whole.x + side, part.x + part.width) - x },
      height: Math.min(whole.y + side, part.y + part.height) - y,
    },
  };
}

/**
 * Outline a window; what is outside of the map, in the border of zeros, is dashed.
 * @param {Context} context @param {Scene} scene @param {Column} from @param {Windows} windows
 * @param {Cell} cell @param {string} colour @param {number} width
 */
export function outlineWindow(context, { palette }, from, windows, cell, colour, width) {
  const { whole, inside } = windowBox(from, windows, cell);
  if (inside.width < whole.width || inside.height < whole.height) {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(1, width * 0.6);
    context.setLineDash(DASH);
    context.strokeRect(whole.x, whole.y, whole.width, whole.height);
    context.setLineDash([]);
  }
  if (inside.width <= 0 || inside.height <= 0) return;
  // On cells of its own colour no line would be seen.
  context.strokeStyle = css(palette.paper);
  context.lineWidth = width + 2;
  context.strokeRect(inside.x, inside.y, inside.width, inside.height);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(inside.x, inside.y, inside.width, inside.height);
}

/**
 * Numbers on the cells of a window, as signed squares, written where there is room.
 * @param {Context} context @param {Scene} scene @param {Column} from @param {Windows} windows
 * @param {Cell} cell @param {ArrayLike<number>} values  size × size
 * @param {number} most  absolute, for the colours
 */
export function fillWindow(context, { palette }, from, windows, cell, values, most) {
  const inset = from.cell * INSET;
  for (let at = 0; at < values.length; at++) {
    const unit = unitUnder(windows, cell, at);
    if (unit === null) continue;
    const { x, y, width, height } = from.form.boxOf(from, unit);
    context.fillStyle = palette.signedCss[signIndex(values[at], most)];
    context.fillRect(x + inset, y + inset, width - 2 * inset, height - 2 * inset);
  }
}

/**
 * @param {Context} context @param {Scene} scene @param {Column} from @param {Windows} windows
 * @param {Cell} cell @param {ArrayLike<number>} values  size × size
 */
export function writeWindow(context, { palette, geometry }, from, windows, cell, values) {
  if (from.cell < Math.max(READABLE, palette.leastText * 2.6)) return;
  context.font = `600 ${Math.max(palette.leastText, geometry.text - 1)}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.strokeStyle = css(palette.panel);
  context.fillStyle = css(palette.ink);
  for (let at = 0; at < values.length; at++) {
    const unit = unitUnder(windows, cell, at);
    if (unit === null) continue;
    const { x, y, width, height } = from.form.boxOf(from, unit);
    const text = formatQuantity(values[at], 2);
    context.strokeText(text, x + width / 2, y + height / 2);
    context.fillText(text, x + width / 2, y + height / 2);
  }
}

/**
 * A kernel as a small picture.
 * @param {Context} context @param {Scene} scene @param {ArrayLike<number>} kernel  size × size
 * @param {number} most  absolute, for the colours @param {Box} box
 */
export function drawKernel(context, { palette }, kernel, most, { x, y, width }) {
  const size = Math.round(Math.sqrt(kernel.length));
  const cell = width / size;
  for (let at = 0; at < kernel.length; at++) {
    context.fillStyle = palette.signedCss[signIndex(kernel[at], most)];
    const [left, top] = [x + (at % size) * cell, y + Math.floor(at / size) * cell];
    context.fillRect(left, top, cell, cell);
  }
}

/** The largest absolute value of several lists. @param {ArrayLike<number>[]} lists */
export const largestOf = (lists) => lists.reduce((most, list) => Math.max(most, largest(list)), 0);
