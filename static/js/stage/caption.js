/**
 * Where the story is: a band behind the column of the phase, an arrow with a few words below.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 */
import { css } from "../palette.js";
import { lastLayer, phaseColour } from "./scene.js";

/** With less room than this many times the text's height the caption would lie over the notes. */
const LEAST_ROOM = 26;

/** The column that a phase is about, null for all of them. @param {Scene} scene */
function columnOf(scene) {
  const { phase, layer } = scene.header;
  if (phase === "sample") return 0;
  if (phase === "loss") return lastLayer(scene);
  return phase === "forward" || phase === "backward" ? layer : null;
}

/** @param {Context} context @param {Scene} scene */
export function drawBand(context, scene) {
  const { geometry, palette, header } = scene;
  const index = columnOf(scene);
  if (!scene.phases || index === null) return;
  const column = geometry.columns[index];
  const pad = Math.min(14, column.width * 0.35);
  const left = column.x - column.width / 2 - pad;
  const top = column.top - pad;
  // Two lines of numbers stand below the last neuron.
  const below = column.crowded ? pad : geometry.text * 2 + 8;
  const colour = phaseColour(header.phase, palette);
  context.beginPath();
  context.roundRect(left, top, column.width + pad * 2, column.bottom - top + below, 14);
  context.fillStyle = css(colour, 0.09);
  context.fill();
  if (scene.reducedMotion) {
    context.strokeStyle = css(colour);
    context.lineWidth = 2;
    context.stroke();
  }
}

/** @param {Context} context @param {Scene} scene */
export function drawCaption(context, scene) {
  const { geometry, palette, header, texts } = scene;
  if (!scene.phases || header.phase === "start") return;
  const { columns, height, width } = geometry;
  // The ribbon tells the phase, too.
  if (width < LEAST_ROOM * geometry.text) return;
  const colour = css(phaseColour(header.phase, palette));
  const text = texts[header.phase] ?? "";
  context.font = `600 ${geometry.text + 1}px ${palette.font}`;
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  context.fillStyle = colour;
  const wide = context.measureText(text).width;
  const leftmost = wide / 2 + 8;
  const rightmost = Math.max(leftmost, width - scene.corner - leftmost);
  const last = columns.length - 1;
  // Below the arrow there is room for a line of the page's own.
  const y = height - Math.max(28, geometry.text * 2);
  const words = y - 8;
  const span = arrowSpan(scene);
  if (!span) {
    const at =
      header.phase === "sample"
        ? columns[0].x
        : header.phase === "loss"
          ? columns[last].x
          : width / 2;
    context.fillText(text, Math.max(leftmost, Math.min(rightmost, at)), words + 6);
    return;
  }
  const [from, to] = span;
  const sign = Math.sign(to - from);
  context.strokeStyle = colour;
  context.lineWidth = 2 * palette.line;
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to - sign * 6, y);
  context.stroke();
  context.beginPath();
  context.moveTo(to, y);
  context.lineTo(to - sign * 11, y - 6);
  context.lineTo(to - sign * 11, y + 6);
  context.fill();
  const middle = (from + to) / 2;
  context.fillText(text, Math.max(leftmost, Math.min(rightmost, middle)), words);
}

/**
 * From where the pass began to where it has come.
 * @param {Scene} scene
 * @returns {[number, number] | null}
 */
function arrowSpan(scene) {
  const { header, geometry } = scene;
  const { columns } = geometry;
  const reached = columns[header.layer].x;
  if (header.phase === "forward") return [columns[0].x, reached];
  const end = geometry.width - Math.min(geometry.right * 0.4, 30);
  return header.phase === "backward" ? [end, reached] : null;
}
