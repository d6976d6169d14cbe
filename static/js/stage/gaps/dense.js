/**
 * Into a dense layer: every weight as a curve, w⋅a forward and w⋅δ backward.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../column.js").Gap} Gap
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../woven.js").Woven} Woven
 */
import { css, signIndex } from "../../palette.js";
import { endsOf } from "../../target.js";
import { chooseEdges, edgeShares, edgesWanted } from "../choosing.js";
import { edgeEnd, edgeStart, edgeStartY, wayPoint } from "../column.js";
import { backwardFlow, between, changes, forwardFlow, weightsOf } from "../contributions.js";
import { frontEdges, toneOfRest } from "../emphasis.js";
import { EdgeFinder } from "../hit-edges.js";
import { Latest } from "../latest.js";
import { BUCKETS, bucketOf, edgeScale, FRONT, lookOf, PLAIN, snap, TONES } from "../lines.js";
import { deltaShown, ramp } from "../motion.js";
import { largest, strongest } from "../ranking.js";
import { Strokes } from "../strokes.js";

/** A gap with as many edges is woven, and only its strongest are stroked, over the others. */
const MANY = 700;
const STROKED = 16;

const edges = new Strokes(TONES.length * 2 * BUCKETS);
const halos = new Strokes(BUCKETS);
const finder = new EdgeFinder();
/** A wave is painted more often than frames come. @type {Latest<import("../contributions.js").Flow>} */
const flows = new Latest();

/** @type {Gap} */
export const DENSE = {
  aside: () => 0,
  edges: edgesWanted,

  plan(context, scene, k, woven, share) {
    const weights = shownWeights(scene, k);
    if (!weights) return null;
    const { crowded, units } = scene.geometry.columns[k - 1];
    const chosen = chooseEdges(weights, units, share, crowded);
    if (scene.phases && !scene.hovered) drawHalos(context, scene, k);
    const all = !scene.vector && !crowded && share === weights.length;
    const stroked = all && chosen.length >= MANY ? strongest(weights, STROKED) : chosen;
    const gap = { k, weights, stroked, crowd: chosen.length };
    if (stroked !== chosen) weaveOthers(context, scene, gap, woven);
    return {
      drawn: chosen.length,
      total: weights.length,
      stroke: () => strokeGap(context, scene, gap),
    };
  },

  over: drawTemplate,

  flow({ picture, geometry }, k, forward, count) {
    const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
    const parameters = picture.tensor("parameters", k);
    const carried = forward ? picture.tensor("activations", k - 1) : picture.tensor("deltas", k);
    if (!parameters || !carried) return null;
    const flow = flows.of(to, [parameters, carried, count], () =>
      forward
        ? forwardFlow(parameters, carried, to.units, count)
        : backwardFlow(parameters, carried, from.units, count),
    );
    const way = (/** @type {number} */ edge, /** @type {number} */ at) => {
      const j = edge % from.units;
      return wayPoint(from, j, to, (edge - j) / from.units, at);
    };
    return { ...flow, way };
  },

  hit: (geometry, picture, _, x, y, { hovered, selected }) => {
    // What is hovered changes with every move; what was chosen keeps its edges in reach.
    const front = hovered?.kind === "neuron" ? hovered : selected;
    const edge = finder.find(geometry, picture, x, y, front);
    return edge && { kind: "edge", ...edge };
  },

  bias: (_, unit) => unit,
  ends: endsOf,
};

/** @param {Scene} scene @param {number} layer */
function shownWeights({ picture, geometry, before, header, phases, progress }, layer) {
  const now = picture.tensor("parameters", layer);
  if (!now) return null;
  const from = before?.get(layer);
  const moving = phases && header.phase === "update" && from && progress < 1;
  const shown = moving ? between(from, now, ramp(progress, 0.15, 0.85)) : now;
  return weightsOf(shown, geometry.columns[layer].units, geometry.columns[layer - 1].units);
}

/**
 * @typedef {object} Edges
 * @property {number} k  the layer it leads to
 * @property {Float32Array} weights  units × inputs
 * @property {Int32Array} stroked  edges that are drawn as curves
 * @property {number} crowd  how many edges are drawn in one way or the other
 */

/** @param {Context} context @param {Scene} scene @param {Edges} gap */
function strokeGap(context, scene, { k, weights, stroked, crowd }) {
  const { palette, geometry } = scene;
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  const inputs = from.units;
  const scale = edgeScale(scene, k);
  const most = largest(weights);
  if (!(most > 0) || !Number.isFinite(most)) return;
  const shown = frontEdges(scene, k);
  const rest = toneOfRest(scene, k);
  const end = edgeEnd(to);
  edges.clear();
  /** @param {number} edge @param {number} tone */
  const add = (edge, tone) => {
    const weight = weights[edge];
    const j = edge % inputs;
    const style = (tone * 2 + (weight > 0 ? 1 : 0)) * BUCKETS + bucketOf(Math.abs(weight) / most);
    edges.add(style, edgeStart(from), edgeStartY(from, j), end, to.y[(edge - j) / inputs]);
  };
  for (const edge of stroked) add(edge, rest);
  // A neuron one points at shows its edges, also those that are too weak to be drawn.
  for (const edge of leading(weights, shown?.plain ?? [])) add(edge, PLAIN);
  for (const edge of leading(weights, shown?.front ?? [])) add(edge, FRONT);
  const colours = [css(palette.neg), css(palette.pos)];
  edges.stroke(
    context,
    (style) => {
      const strength = ((style % BUCKETS) + 0.5) / BUCKETS;
      const kind = Math.floor(style / BUCKETS);
      const { width, alpha } = lookOf(strength, TONES[kind >> 1], scale, crowd);
      return { colour: colours[kind % 2], width: snap(width), alpha };
    },
    scene.vector,
  );
}

/** Those that are seen, where they are too many. @param {Float32Array} weights @param {number[]} own */
function leading(weights, own) {
  if (own.length <= MANY) return own;
  const sizes = Float32Array.from(own, (edge) => weights[edge]);
  return Array.from(strongest(sizes, MANY), (at) => own[at]);
}

/** @param {Context} context @param {Scene} scene @param {Edges} gap @param {Woven} woven */
function weaveOthers(context, scene, { k, weights, stroked, crowd }, woven) {
  const tone = TONES[toneOfRest(scene, k)];
  const scale = edgeScale(scene, k);
  const [from, to] = [scene.geometry.columns[k - 1], scene.geometry.columns[k]];
  const look = (/** @type {number} */ strength) => lookOf(strength, tone, scale, crowd);
  woven.add(context, from, to, weights, stroked, look, scene.palette);
}

/**
 * A glow around edges: in the backward phase the gradient that has come to them, in the update
 * the change they go through. Width and opacity are relative to the largest of the gap.
 * @param {Context} context @param {Scene} scene @param {number} k
 */
function drawHalos(context, scene, k) {
  const { header, geometry, picture, palette, progress } = scene;
  const values = header.phase === "update" ? updateOf(scene, k) : picture.tensor("gradients", k);
  if (!values || (header.phase !== "update" && header.phase !== "backward")) return;
  const shown =
    header.phase === "update" ? 1 - ramp(progress, 0.6, 1) : deltaShown(header, k, progress);
  if (shown <= 0) return;
  const recent = header.phase === "update" || header.layer === k;
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  const weights = weightsOf(values, to.units, from.units);
  const most = largest(weights);
  if (!(most > 0) || !Number.isFinite(most)) return;
  const share = edgeShares(geometry.columns)[k];
  const scale = edgeScale(scene, k);
  const end = edgeEnd(to);
  halos.clear();
  for (const edge of chooseEdges(weights, from.units, Math.min(share, 240), from.crowded)) {
    const strength = Math.abs(weights[edge]) / most;
    const j = edge % from.units;
    if (strength < 0.04) continue;
    const y = to.y[(edge - j) / from.units];
    halos.add(bucketOf(strength), edgeStart(from), edgeStartY(from, j), end, y);
  }
  halos.stroke(context, (style) => {
    const strength = (style + 0.5) / BUCKETS;
    return {
      colour: css(palette.bwd),
      width: (2 + 8 * strength) * scale,
      alpha: shown * (0.08 + 0.3 * strength) * (recent ? 1 : 0.4),
    };
  });
}

/** @param {Scene} scene @param {number} k */
function updateOf({ before, picture }, k) {
  const from = before?.get(k);
  const now = picture.tensor("parameters", k);
  return from && now ? changes(from, now) : null;
}

/**
 * What a neuron looks for in maps: its weights, laid over the cells they belong to.
 * @param {Context} context @param {Scene} scene @param {number} k
 */
function drawTemplate(context, scene, k) {
  const { picture, palette, geometry } = scene;
  const looked = scene.hovered ?? scene.selected;
  const from = geometry.columns[k - 1];
  const parameters = picture.tensor("parameters", k);
  if (looked?.layer !== k || !from.crowded || !parameters) return;
  const row = from.units + 1;
  const weights = parameters.subarray(looked.unit * row, (looked.unit + 1) * row - 1);
  const most = largest(weights);
  const inset = from.cell * 0.16;
  for (const [j, weight] of weights.entries()) {
    context.fillStyle = palette.signedCss[signIndex(weight, most)];
    const { x, y, width, height } = from.form.boxOf(from, j);
    context.fillRect(x + inset, y + inset, width - inset * 2, height - inset * 2);
  }
}
