/**
 * The outputs of all layers, each as its form draws it, what its gap lays over it, and rings around
 * what is looked at.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./atlas.js").Atlas} Atlas
 */
import { css } from "../palette.js";
import { cornerOf } from "./atlas.js";

/** @param {Context} context @param {Scene} scene @param {Atlas | null} atlas */
export function drawLayers(context, scene, atlas) {
  const { columns } = scene.geometry;
  for (const column of columns) column.form.draw(context, scene, column, atlas);
  for (const column of columns) {
    if (column.index > 0) column.gap.over(context, scene, column.index);
  }
  for (const target of [scene.selected, scene.hovered]) {
    const ends = target ? (columns[target.layer]?.gap.ends(target) ?? []) : [];
    for (const neuron of ends) drawRing(context, scene, neuron);
  }
}

/** @param {Context} context @param {Scene} scene @param {import("../target.js").NeuronTarget} neuron */
export function drawRing(context, { geometry, palette }, { layer, unit }) {
  const column = geometry.columns[layer];
  if (!column || unit >= column.units) return;
  const { cell } = column;
  const { x, y } = column.form.boxOf(column, unit);
  const reach = cell >= 20 ? 3 : 1.5;
  context.strokeStyle = css(palette.ink);
  context.lineWidth = cell >= 20 ? 2.5 : 1.5;
  context.beginPath();
  const side = cell + reach * 2;
  context.roundRect(x - reach, y - reach, side, side, column.crowded ? 1 : cornerOf(cell) + reach);
  context.stroke();
}
