/**
 * A layer as a column of neurons: their map over the plane, or a tile in the colour of their
 * activation.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../column.js").Box} Box
 * @typedef {import("../column.js").Form} Form
 * @typedef {import("../geometry.js").Geometry} Geometry
 * @typedef {import("../atlas.js").Atlas} Atlas
 */
import { css, mix, signIndex } from "../../palette.js";
import { cornerOf } from "../atlas.js";
import { edgeEnd, edgeStart, FEW } from "../column.js";
import { drawInputNames, drawNumbers, roomFor } from "../labels.js";
import { activationShown, deltaShown, ramp } from "../motion.js";
import { largest } from "../ranking.js";
import { phaseColour } from "../scene.js";

/** How much of a tile is left while its layer has not been reached. */
const PALE = 0.22;
/** CSS pixels around a small neuron that still belong to it. */
const SLACK = 4;
/** Columns of more neurons than this, or of tiny ones, are one block for what stands beside them. */
const BLOCK = 20;

/** @type {Form} */
export const NEURONS = {
  place({ index, units }, { height, middle, largest: most, fullest, least }, gap) {
    // Two lines of numbers fit between neurons while there is room.
    const pitch = Math.min(
      most * 1.15 + 12 + 2 * (least + 2),
      height / (units <= FEW ? fullest : units),
    );
    const cell = Math.min(most, cellFor(pitch, least + 2));
    const y = Float64Array.from(
      { length: units },
      (_, i) => middle + (i - (units - 1) / 2) * pitch,
    );
    const [top, bottom] = [y[0] - cell / 2, y[units - 1] + cell / 2];
    return {
      ...{ index, units, x: 0, width: cell, top, bottom, cell, pitch, y, starts: y, lines: cell },
      ...{ parts: units, kernel: 0, crowded: false, form: NEURONS, gap, stack: null },
    };
  },

  draw(context, scene, column, atlas) {
    const shown = scene.phases ? activationShown(scene.header, column.index, scene.progress) : 1;
    drawTiles(context, scene, column, shown, atlas);
  },

  write(context, scene, column) {
    if (column.index === 0) drawInputNames(context, scene);
    if (!scene.phases || scene.header.phase === "start" || roomFor(scene, column) < 1) return;
    drawNumbers(context, scene, column);
  },

  unitAt({ x, y, width, top, bottom, units, cell, pitch }, atX, atY) {
    if (Math.abs(atX - x) > width / 2 + SLACK) return null;
    if (atY < top - SLACK || atY > bottom + SLACK) return null;
    const unit = Math.min(units - 1, Math.max(0, Math.round((atY - y[0]) / pitch)));
    return Math.abs(atY - y[unit]) <= Math.max(cell, pitch - 2) / 2 + SLACK ? unit : null;
  },

  boxOf(column, unit) {
    const { y, cell } = column;
    return { x: edgeEnd(column), y: y[unit] - cell / 2, width: cell, height: cell };
  },

  partOf: (_, unit) => unit,
  partBox: (column, part) => NEURONS.boxOf(column, part),
  linkStart: (column, part) => [edgeStart(column), column.y[part]],
  linkEnd: (column, part) => [edgeEnd(column), column.y[part]],

  obstacles(geometry, column) {
    const { x, width, top, bottom, units, pitch, cell, y } = column;
    // Numbers may be wider than a small neuron.
    const half = Math.max(width / 2, pitch - cell > geometry.text ? 22 : 0) + 2;
    const under = below(geometry, column);
    if (units > BLOCK || pitch < 16) {
      return [{ x: x - half, y: top - 3, width: 2 * half, height: bottom - top + under + 3 }];
    }
    return Array.from(y, (middle) => ({
      ...{ x: x - half, y: middle - cell / 2 - 3, width: 2 * half, height: cell + 3 + under },
    }));
  },
};

/** The numbers under a neuron: at most two lines. @param {Geometry} geometry @param {Column} column */
function below({ text }, { units, pitch, cell }) {
  const lines = 2 * (text + 2) + 4;
  return units > 1 ? Math.max(2, Math.min(lines, pitch - cell)) : lines;
}

/** The side of a neuron; a line of text fits under it while there is room. @param {number} pitch @param {number} line */
function cellFor(pitch, line) {
  if (pitch >= 23 + line) return Math.floor(pitch - line - 1);
  return pitch >= 12 ? Math.floor(pitch * 0.82) : pitch * 0.84;
}

/**
 * @param {Context} context @param {Scene} scene @param {Column} column @param {number} shown
 * @param {Atlas | null} atlas
 */
function drawTiles(context, scene, column, shown, atlas) {
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
