/**
 * Into a pooling layer: one link a map, as strong as what comes through, and in every window the
 * cell that won it.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../column.js").Gap} Gap
 * @typedef {import("../windows.js").Windows} Windows
 * @typedef {import("../windows.js").Cell} Cell
 */
import { css } from "../../palette.js";
import { cellsShown } from "../columns/filling.js";
import { cellsExact } from "../exactness.js";
import { deltaShown } from "../motion.js";
import { outlineWindow, writeWindow } from "../patch.js";
import { cellOf, patchOf, windowsOf, winnerOf } from "../windows.js";
import { PASSING } from "./one-to-one.js";

/** Share of a cell's side that the dot of a winner takes, and its least radius. */
const DOT = 0.26;
const LEAST_DOT = 1.3;

/** @type {Gap} */
export const MAX_POOLING = {
  ...PASSING,
  told: outlineTold,
  over(context, scene, k) {
    drawLooking(context, scene, k);
    drawWinners(context, scene, k);
  },
};

/** @type {Gap} */
export const AVERAGE_POOLING = { ...PASSING, told: outlineTold, over: drawLooking };

/** The window of the cell that is told of. @param {Context} context @param {Scene} scene @param {number} k @param {number} unit */
function outlineTold(context, scene, k, unit) {
  const { geometry, picture, palette } = scene;
  const cell = cellOf(picture.layout.layers[k], unit);
  const from = geometry.columns[k - 1];
  const colour = css(palette.fwd);
  outlineWindow(context, scene, from, ofLayer(scene, k), cell, colour, 2 * palette.line);
}

/** The cell of a layer that is looked at. @param {Scene} scene @param {number} k @returns {Cell | null} */
function cellLookedAt({ hovered, selected, picture }, k) {
  const target = hovered ?? selected;
  return target?.layer === k ? cellOf(picture.layout.layers[k], target.unit) : null;
}

/** @param {Scene} scene @param {number} k */
const ofLayer = ({ picture }, k) =>
  windowsOf(picture.layout.layers[k - 1], picture.layout.layers[k]);

/** The window of the cell that is looked at. @param {Context} context @param {Scene} scene @param {number} k */
function drawLooking(context, scene, k) {
  const cell = cellLookedAt(scene, k);
  if (!cell) return;
  const { geometry, picture, palette, phases, header, progress } = scene;
  const windows = ofLayer(scene, k);
  const from = geometry.columns[k - 1];
  const back = phases && header.phase === "backward" && deltaShown(header, k, progress) > 0;
  const values = picture.tensor("activations", k - 1);
  if (values) writeWindow(context, scene, from, windows, cell, patchOf(windows, values, cell));
  const colour = css(back ? palette.bwd : palette.ink);
  outlineWindow(context, scene, from, windows, cell, colour, 2.2 * palette.line);
}

/**
 * A dot on every cell that won a window: of all windows while the phase fills the layer, or of the
 * one that is looked at.
 * @param {Context} context @param {Scene} scene @param {number} k
 */
function drawWinners(context, scene, k) {
  const { geometry, picture, palette, phases, header, hovered, selected } = scene;
  const values = picture.tensor("activations", k - 1);
  if (!values) return;
  const windows = ofLayer(scene, k);
  const exact = cellsExact(picture, k - 1);
  const looked = cellLookedAt(scene, k);
  const now = phases && header.phase === "forward" && header.layer === k;
  /** @type {(number | null)[]} */
  const won = [];
  if (looked) won.push(winnerOf(windows, values, looked, exact));
  else if (now && !hovered && !selected) {
    const { activations } = cellsShown(scene, k, windows.rows * windows.columns);
    for (let map = 0; map < windows.maps; map++) {
      for (let at = 0; at < activations; at++) {
        const [row, column] = [Math.floor(at / windows.columns), at % windows.columns];
        won.push(winnerOf(windows, values, { map, row, column }, exact));
      }
    }
  }
  drawDots(context, geometry.columns[k - 1], won, css(palette.fwd), css(palette.panel));
}

/**
 * @param {Context} context @param {Column} from @param {(number | null)[]} units
 * @param {string} colour @param {string} rim
 */
function drawDots(context, from, units, colour, rim) {
  const radius = Math.max(LEAST_DOT, from.cell * DOT);
  context.beginPath();
  for (const unit of units) {
    if (unit === null) continue;
    const { x, y, width, height } = from.form.boxOf(from, unit);
    context.moveTo(x + width / 2 + radius, y + height / 2);
    context.arc(x + width / 2, y + height / 2, radius, 0, 2 * Math.PI);
  }
  context.strokeStyle = rim;
  context.lineWidth = Math.min(2, radius * 0.8);
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}
