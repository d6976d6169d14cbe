/**
 * What stands out while somebody points at something or has chosen it: the edges that lead to a
 * neuron and from it, or one edge alone; everything else is faded.
 *
 * @typedef {import("../target.js").Target} Target
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Column} Column
 */
import { css } from "../palette.js";
import { FADED, QUIET, restTone } from "./lines.js";

/**
 * The edges of a gap that lead to a neuron or come from it.
 * @param {{ layer: number, unit: number }} neuron @param {number} layer  that the gap leads to
 * @param {number} inputs @param {number} units
 * @returns {number[]} unit × inputs + input
 */
export function edgesOf(neuron, layer, inputs, units) {
  if (neuron.layer === layer) {
    return Array.from({ length: inputs }, (_, input) => neuron.unit * inputs + input);
  }
  if (neuron.layer !== layer - 1) return [];
  return Array.from({ length: units }, (_, unit) => unit * inputs + neuron.unit);
}

/**
 * The edges of a gap that stand out, however weak they are.
 * @param {Scene} scene @param {number} layer  that the gap leads to
 * @returns {{ front: number[], plain: number[], alone: boolean } | null} unit × inputs + input:
 *   those in front, those left as they are; `alone`: all others fade away. Null while nobody
 *   points at anything.
 */
export function frontEdges({ hovered, selected, geometry }, layer) {
  const target = hovered ?? selected;
  if (!target) return null;
  const inputs = geometry.columns[layer - 1].units;
  const { units } = geometry.columns[layer];
  const own = (/** @type {Target} */ neuron) => edgesOf(neuron, layer, inputs, units);
  if (target.kind === "neuron") return { front: own(target), plain: [], alone: true };
  // Along the edges the hand comes by many of them: what was chosen stays in sight meanwhile.
  const edge = target.kind === "edge" && target.layer === layer;
  const front = edge ? [target.unit * inputs + target.input] : [];
  return { front, plain: selected ? own(selected) : [], alone: selected !== null };
}

/** How strong the lines are that do not stand out. @param {Scene} scene @param {number} k */
export function toneOfRest(scene, k) {
  const target = scene.hovered ?? scene.selected;
  if (!target) return restTone(scene, k);
  return target.kind === "neuron" || scene.selected ? FADED : QUIET;
}

const RADIUS = 7;
/** Where neurons are small, so is the mark. @param {Column} column */
const radiusOf = ({ cell }) => Math.max(4.5, Math.min(RADIUS, cell * 0.3));

/**
 * Where the bias of a neuron, or of the map that a cell is in, is marked: at its lower left corner,
 * clear of the numbers below.
 * @param {Column} column @param {number} unit
 */
export function biasPlace(column, unit) {
  const { x, y, height } = column.form.partBox(column, column.form.partOf(column, unit));
  return { x: x - 3, y: y + height + 2 };
}

/**
 * The neuron whose bias mark is at a point. It is only there while the neuron stands out.
 * @param {Column[]} columns @param {(Target | null)[]} targets @param {number} x @param {number} y
 * @returns {{ layer: number, unit: number } | null}
 */
export function biasAt(columns, targets, x, y) {
  for (const target of targets) {
    if (!target || !hasBias(columns, target)) continue;
    const place = biasPlace(columns[target.layer], target.unit);
    if (Math.hypot(x - place.x, y - place.y) <= RADIUS + 2) {
      return { layer: target.layer, unit: target.unit };
    }
  }
  return null;
}

/** @param {Column[]} columns @param {Target} target */
function hasBias(columns, { layer, unit }) {
  const column = columns[layer];
  return layer > 0 && unit < (column?.units ?? 0) && column.gap.bias(column, unit) !== null;
}

/** @param {Context} context @param {Scene} scene */
export function drawBiasMarks(context, scene) {
  const { geometry, picture, palette } = scene;
  for (const target of [scene.selected, scene.hovered]) {
    if (!target || !hasBias(geometry.columns, target)) continue;
    const column = geometry.columns[target.layer];
    const bias = picture.tensor("biases", target.layer)?.[
      column.gap.bias(column, target.unit) ?? -1
    ];
    if (bias === undefined) continue;
    const { x, y } = biasPlace(column, target.unit);
    const size = Math.max(11, palette.leastText);
    const radius = Math.max(radiusOf(column), size * 0.7);
    // The sign is told by the ring: on its colour no letter would stand out.
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = css(palette.panel);
    context.fill();
    context.lineWidth = (target.kind === "bias" ? 4 : 2.5) * palette.line;
    context.strokeStyle = css(bias < 0 ? palette.neg : palette.pos);
    context.stroke();
    context.font = `italic 700 ${size}px ${palette.math}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = css(palette.ink);
    context.fillText("b", x, y + 0.5);
  }
}
