/**
 * The neurons: their map over the plane, or a tile in the colour of their activation.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./geometry.js").Column} Column
 * @typedef {import("./atlas.js").Atlas} Atlas
 */
import { css, mix, signIndex } from "../palette.js";
import { endsOf } from "../target.js";
import { cornerOf } from "./atlas.js";
import { edgeEnd } from "./geometry.js";
import { activationShown, deltaShown, ramp } from "./motion.js";
import { largest } from "./ranking.js";
import { phaseColour } from "./scene.js";

/** How much of a tile is left while its layer has not been reached. */
const PALE = 0.22;

/** @param {Context} context @param {Scene} scene @param {Atlas | null} atlas */
export function drawNeurons(context, scene, atlas) {
  for (const column of scene.geometry.columns) {
    const shown = scene.phases ? activationShown(scene.header, column.index, scene.progress) : 1;
    if (column.image) drawImageInput(context, scene, column, shown);
    else drawColumn(context, scene, column, shown, atlas);
  }
  for (const target of [scene.selected, scene.hovered]) {
    for (const neuron of target ? endsOf(target) : []) drawRing(context, scene, neuron);
  }
}

/**
 * @param {Context} context @param {Scene} scene @param {Column} column @param {number} shown
 * @param {Atlas | null} atlas
 */
function drawColumn(context, scene, column, shown, atlas) {
  const { palette, picture } = scene;
  const { index, cell, y } = column;
  const left = edgeEnd(column);
  const corner = cornerOf(cell);
  // Edges end behind the tiles, and would shine through pale ones.
  if (shown < 1 || !atlas) {
    context.fillStyle = css(palette.paper);
    outline(context, column);
    context.fill();
  }
  context.globalAlpha = PALE + (1 - PALE) * shown;
  if (atlas && picture.tensor("maps", index)) {
    for (let unit = 0; unit < column.units; unit++) {
      atlas.draw(context, index, unit, left, y[unit] - cell / 2, cell);
    }
  } else {
    // A tile is the activation itself: while that is not known the tile is empty.
    const activations = shown > 0 ? picture.tensor("activations", index) : null;
    const most = activations ? largest(activations) : 0;
    context.globalAlpha = activations ? shown : 1;
    for (let unit = 0; unit < column.units; unit++) {
      context.fillStyle = activations
        ? palette.signedCss[signIndex(activations[unit], most)]
        : css(palette.paper);
      context.beginPath();
      context.roundRect(left, y[unit] - cell / 2, cell, cell, corner);
      context.fill();
    }
  }
  context.globalAlpha = 0.3 + 0.7 * shown;
  context.strokeStyle = css(cell < 12 ? mix(palette.soft, palette.paper, 0.3) : palette.ink);
  context.lineWidth = (cell < 12 ? 0.7 : 1.2) * palette.line;
  outline(context, column);
  context.stroke();
  context.globalAlpha = 1;
  if (scene.phases) drawMarks(context, scene, column, shown);
}

/** The tiles of a column as one path. @param {Context} context @param {Column} column */
function outline(context, column) {
  const left = edgeEnd(column);
  const { cell, y } = column;
  context.beginPath();
  for (let unit = 0; unit < column.units; unit++) {
    context.roundRect(left, y[unit] - cell / 2, cell, cell, cornerOf(cell));
  }
}

/**
 * The layer of the phase wears the hue of the direction: the thicker the rim, the larger the
 * activation (forward) or the delta (backward), relative to the largest of the layer.
 * @param {Context} context @param {Scene} scene @param {Column} column @param {number} shown
 */
function drawMarks(context, scene, column, shown) {
  const { header, picture, palette, progress } = scene;
  const { index, cell, y } = column;
  const backward = header.phase === "backward" && header.layer === index;
  const forward =
    (header.phase === "forward" && header.layer === index) ||
    (header.phase === "sample" && index === 0);
  if (!backward && !forward) return;
  const values = picture.tensor(backward ? "deltas" : "activations", index);
  const most = values ? largest(values) : 0;
  const alpha = backward ? deltaShown(header, index, progress) : shown;
  if (!values || !(most > 0) || alpha <= 0) return;
  const left = edgeEnd(column);
  context.strokeStyle = css(phaseColour(header.phase, palette));
  context.globalAlpha = alpha;
  for (let unit = 0; unit < column.units; unit++) {
    const strength = Math.abs(values[unit]) / most;
    if (strength < 0.03) continue;
    const width = Math.max(0.8, Math.min(1, cell / 40) * (0.8 + 3.4 * strength));
    context.lineWidth = width;
    context.beginPath();
    context.roundRect(left, y[unit] - cell / 2, cell, cell, cornerOf(cell));
    context.stroke();
  }
  // The moment of arrival: one soft ring that is gone when the phase rests.
  const glow = ramp(progress, 0.6, 0.75) * (1 - ramp(progress, 0.8, 1));
  if (glow > 0 && cell >= 12 && !scene.reducedMotion) {
    context.globalAlpha = glow * 0.35;
    context.lineWidth = 5;
    context.beginPath();
    for (let unit = 0; unit < column.units; unit++) {
      const top = y[unit] - cell / 2;
      context.roundRect(left - 4, top - 4, cell + 8, cell + 8, cornerOf(cell) + 4);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * An image is looked at as ink on paper, however its values were scaled for the network: the
 * smallest one is paper, the largest is ink.
 * @param {ArrayLike<number>} values
 * @returns {number[]} 0 to 255
 */
export function inkOf(values) {
  const all = Array.from(values);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return all.map((value) => (high > low ? Math.round((255 * (value - low)) / (high - low)) : 0));
}

/**
 * The input as one picture, pixel by pixel.
 * @param {Context} context @param {Scene} scene @param {Column} column @param {number} shown
 */
function drawImageInput(context, scene, column, shown) {
  const { picture, palette } = scene;
  if (!column.image) return;
  const { left, top, pixel, rows, columns } = column.image;
  context.fillStyle = css(palette.panel);
  context.fillRect(left, top, pixel * columns, pixel * rows);
  const values = picture.tensor("activations", 0);
  if (values && shown > 0) {
    const inks = inkOf(values);
    context.globalAlpha = shown;
    for (const [i, ink] of inks.entries()) {
      context.fillStyle = palette.inkCss[ink];
      const [x, y] = [left + (i % columns) * pixel, top + Math.floor(i / columns) * pixel];
      context.fillRect(x, y, pixel, pixel);
    }
  }
  context.globalAlpha = 1;
  const looked = scene.hovered ?? scene.selected;
  if (looked?.layer === 1) drawTemplate(context, scene, column, looked.unit);
  context.strokeStyle = css(palette.ink);
  context.lineWidth = 1.2;
  context.strokeRect(left, top, pixel * columns, pixel * rows);
}

/**
 * What a neuron of the first layer looks for: its weights, laid over the pixels they belong to.
 * @param {Context} context @param {Scene} scene @param {Column} column @param {number} unit
 */
function drawTemplate(context, { picture, palette }, column, unit) {
  const parameters = picture.tensor("parameters", 1);
  if (!column.image || !parameters) return;
  const { left, top, pixel, columns } = column.image;
  const weights = parameters.subarray(
    unit * (column.units + 1),
    (unit + 1) * (column.units + 1) - 1,
  );
  const most = largest(weights);
  const inset = pixel * 0.16;
  for (const [i, weight] of weights.entries()) {
    context.fillStyle = palette.signedCss[signIndex(weight, most)];
    const [x, y] = [left + (i % columns) * pixel, top + Math.floor(i / columns) * pixel];
    context.fillRect(x + inset, y + inset, pixel - inset * 2, pixel - inset * 2);
  }
}

/** @param {Context} context @param {Scene} scene @param {import("../target.js").NeuronTarget} neuron */
function drawRing(context, { geometry, palette }, { layer, unit }) {
  const column = geometry.columns[layer];
  if (!column || unit >= column.units) return;
  const { image, cell, y } = column;
  const x = image ? image.left + (unit % image.columns) * cell : edgeEnd(column);
  const reach = cell >= 20 ? 3 : 1.5;
  context.strokeStyle = css(palette.ink);
  context.lineWidth = cell >= 20 ? 2.5 : 1.5;
  context.beginPath();
  const side = cell + reach * 2;
  context.roundRect(x - reach, y[unit] - side / 2, side, side, image ? 1 : cornerOf(cell) + reach);
  context.stroke();
}
