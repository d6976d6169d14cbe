/**
 * The cells of a layer from which the blame of one before it comes.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 */
import { css } from "../palette.js";
import { familyOf } from "../story/families/registry.js";

/** Rings that are drawn at most. */
const MOST = 64;

/** @param {Context} context @param {Scene} scene @param {number} k @param {number} unit  of the layer before */
export function ringReaders(context, { geometry, picture, palette }, k, unit) {
  const column = geometry.columns[k];
  const terms = familyOf(picture, k).returned(picture, k, unit)?.terms ?? [];
  context.strokeStyle = css(palette.bwd);
  context.lineWidth = 1.5 * palette.line;
  for (const { at } of terms.slice(0, MOST)) {
    const { x, y, width, height } = column.form.boxOf(column, at);
    context.strokeRect(x - 1, y - 1, width + 2, height + 2);
  }
}
