/**
 * Into a layer of dropout: a link to each unit, as its number goes on, and a cross over each unit
 * that was left out of a sample of the mini-batch.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../column.js").Gap} Gap
 * @typedef {import("../left-out.js").LeftOut} LeftOut
 */
import { css, mix } from "../../palette.js";
import { isCrossed, leftOutIn } from "../left-out.js";
import { activationShown } from "../motion.js";
import { joinPair, PASSING } from "./one-to-one.js";

/** CSS pixels: a cross in a smaller cell would be a blot. */
const LEAST_CROSS = 4;
/** How much of the number below a cross is covered: it is what the followed sample has there. */
const VEIL = 0.5;

/** @type {Gap} */
export const DROPOUT = {
  ...PASSING,

  over(context, scene, k) {
    const found = scene.phases && isCrossed(scene) ? leftOutIn(scene.picture, k) : null;
    const shown = activationShown(scene.header, k, scene.progress);
    if (found && shown > 0) cross(context, scene, scene.geometry.columns[k], found, shown);
    joinPair(context, scene, k);
  },
};

/**
 * Crosses over the units that are left out; tiny ones are covered.
 * @param {Context} context @param {Scene} scene @param {Column} column @param {LeftOut} leftOut
 * @param {number} shown  0 to 1
 */
function cross(context, { palette }, column, { factors }, shown) {
  const tiny = column.cell < LEAST_CROSS;
  const boxes = Array.from({ length: column.units }, (_, unit) => unit)
    .filter((unit) => factors[unit] === 0)
    .map((unit) => column.form.boxOf(column, unit));
  context.globalAlpha = shown;
  context.fillStyle = tiny ? css(mix(palette.soft, palette.paper, 0.45)) : css(palette.paper, VEIL);
  context.beginPath();
  for (const { x, y, width, height } of boxes) context.rect(x, y, width, height);
  context.fill();
  if (!tiny) {
    context.strokeStyle = css(palette.ink);
    context.lineWidth = Math.max(0.8, Math.min(1.6, column.cell / 12)) * palette.line;
    context.beginPath();
    for (const { x, y, width, height } of boxes) {
      context.moveTo(x, y);
      context.lineTo(x + width, y + height);
      context.moveTo(x + width, y);
      context.lineTo(x, y + height);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}
