/**
 * Text beside and under the neurons: names of the inputs, activations and deltas as numbers.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Column} Column
 */
import { formatQuantity } from "../format.js";
import { css, signIndex } from "../palette.js";
import { edgeEnd, WORDED } from "./column.js";
import { activationShown, deltaShown } from "./motion.js";
import { largest } from "./ranking.js";
import { lastLayer } from "./scene.js";

/** @param {Context} context @param {Scene} scene */
export function drawLabels(context, scene) {
  for (const column of scene.geometry.columns) column.form.write(context, scene, column);
}

/** CSS pixels under a neuron that the frame around it takes while it is told of. */
const FRAME = 3;

/** How many lines of numbers fit under the neurons of a column. @param {Scene} scene @param {Column} column */
export function roomFor({ geometry }, column) {
  const next = geometry.columns[column.index + 1] ?? geometry.columns[column.index - 1];
  const across = next ? Math.abs(next.x - column.x) : geometry.width;
  if (across < 58) return 0;
  const line = geometry.text + 2;
  if (column.units === 1) return 2;
  return Math.min(2, Math.floor((column.pitch - column.cell - FRAME) / line));
}

/**
 * Activations and deltas under the neurons of a column.
 * @param {Context} context @param {Scene} scene @param {Column} column
 */
export function drawNumbers(context, scene, column) {
  const { header, picture, palette, progress, geometry } = scene;
  const { index, x, y, cell, units } = column;
  const activations = picture.tensor("activations", index);
  const deltas = picture.tensor("deltas", index);
  const delta = deltas ? deltaShown(header, index, progress) : 0;
  const known = activations ? activationShown(header, index, progress) : 0;
  const both = roomFor(scene, column) === 2;
  context.font = `600 ${geometry.text}px ${palette.font}`;
  context.textBaseline = "middle";
  context.textAlign = "center";
  const line = geometry.text + 2;
  const first = cell / 2 + line / 2 + 1.5 + FRAME;
  // Outputs say their numbers at the gauge or the bars beside them.
  const told = index === lastLayer(scene) && geometry.right >= WORDED;
  if (activations && known > 0 && !told && (both || delta === 0)) {
    const most = largest(activations);
    context.globalAlpha = known;
    for (let unit = 0; unit < units; unit++) {
      const text = formatQuantity(activations[unit], 2);
      const wide = context.measureText(text).width;
      context.fillStyle = css(palette.ink);
      context.fillText(text, x + 5, y[unit] + first);
      context.fillStyle = palette.signedCss[signIndex(activations[unit], most)];
      context.beginPath();
      context.arc(x - wide / 2 - 2, y[unit] + first - 0.5, 3.4, 0, Math.PI * 2);
      context.fill();
      context.strokeStyle = css(palette.soft);
      context.lineWidth = 0.7;
      context.stroke();
    }
  }
  if (deltas && delta > 0) {
    context.globalAlpha = delta;
    context.fillStyle = css(palette.bwd);
    const row = both && !told ? first + line - 1 : first;
    for (let unit = 0; unit < units; unit++) {
      context.fillText(`δ ${formatQuantity(deltas[unit], 2)}`, x, y[unit] + row);
    }
  }
  context.globalAlpha = 1;
}

/** What goes in, left of the first column. @param {Context} context @param {Scene} scene */
export function drawInputNames(context, { geometry, layout, palette, data }) {
  const column = geometry.columns[0];
  const names = layout.layers[0].labels;
  const { leastText } = palette;
  if (!names || column.pitch < Math.max(9, leastText)) return;
  const plane = data.view === "plane";
  const fitting = plane ? Math.min(17, column.pitch * 0.5) : Math.min(12, column.pitch * 0.78);
  const size = Math.max(fitting, plane && leastText ? leastText + 3 : leastText);
  context.font = plane ? `italic ${size}px ${palette.math}` : `${size}px ${palette.font}`;
  context.fillStyle = css(palette.ink);
  context.textAlign = "right";
  context.textBaseline = "middle";
  const right = edgeEnd(column) - 7;
  for (const [unit, name] of names.entries()) {
    const text = shorten(name, right - 3, (part) => context.measureText(part).width);
    if (text) context.fillText(text, right, column.y[unit]);
  }
}

/**
 * As much of a text as fits, with an ellipsis where it was cut; nothing where that says nothing.
 * @param {string} text @param {number} room @param {(text: string) => number} measure
 */
export function shorten(text, room, measure) {
  if (measure(text) <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${text.slice(0, middle)}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return low >= 2 ? `${text.slice(0, low).trimEnd()}…` : "";
}
