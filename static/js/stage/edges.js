/**
 * The weights as curves: colour is the sign, width and opacity are |w| relative to the largest
 * |w| of the same gap (so a gap always shows its own strongest edges in full).
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./geometry.js").Column} Column
 */
import { css } from "../palette.js";
import { between, changes, weightsOf } from "./contributions.js";
import { frontEdges } from "./emphasis.js";
import { edgeEnd, edgeStart, edgeStartY } from "./geometry.js";
import { activeGap, deltaShown, ramp } from "./motion.js";
import { largest, shareBudget, strongest } from "./ranking.js";
import { lastLayer } from "./scene.js";
import { Strokes } from "./strokes.js";
import { Woven } from "./woven.js";

/** More edges than this together are not drawn, but the strongest of them; no network has them yet. */
export const EDGE_BUDGET = 50000;
/** A gap with as many edges is woven, and only its strongest are stroked, over the others. */
const MANY = 700;
const STROKED = 16;
/** Edges that all receivers of an image have together, and one of them at most. */
const IMAGE_EDGES = 256;
const IMAGE_EDGES_EACH = 12;

const BUCKETS = 10;
/** From faded to in front: their shares of the full opacity. */
const TONES = [0.16, 0.5, 1, 1.5];
const FADED = 0;
const QUIET = 1;
const PLAIN = 2;
const FRONT = 3;

const edges = new Strokes(TONES.length * 2 * BUCKETS);
const halos = new Strokes(BUCKETS);
const woven = new Woven();

/** @param {number} strength  0 to 1 */
export const bucketOf = (strength) =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(strength * BUCKETS)));

/**
 * How many edges each gap may draw.
 * @param {Column[]} columns
 * @returns {number[]} by layer; entry 0 is unused
 */
export function edgeShares(columns) {
  const sizes = columns.map((column, k) => {
    if (k === 0) return 0;
    const before = columns[k - 1];
    if (!before.image) return before.units * column.units;
    const wanted = Math.min(IMAGE_EDGES_EACH, Math.round(IMAGE_EDGES / column.units));
    const each = Math.max(2, Math.min(before.units, wanted));
    return each * column.units;
  });
  return shareBudget(sizes, EDGE_BUDGET);
}

/**
 * Which edges of a gap are drawn.
 * @param {Float32Array} weights  units × inputs
 * @param {number} inputs @param {number} share @param {boolean} image  a few for every receiver
 * @returns {Int32Array}
 */
export function chooseEdges(weights, inputs, share, image) {
  if (!image) return strongest(weights, share);
  const units = weights.length / inputs;
  const chosen = [];
  for (let i = 0; i < units; i++) {
    const row = weights.subarray(i * inputs, (i + 1) * inputs);
    for (const j of strongest(row, Math.floor(share / units))) chosen.push(i * inputs + j);
  }
  return Int32Array.from(chosen);
}

/**
 * @param {Context} context @param {Scene} scene
 * @returns {{ drawn: number, total: number }}
 */
export function drawEdges(context, scene) {
  const { columns } = scene.geometry;
  const shares = edgeShares(columns);
  let drawn = 0;
  let total = 0;
  context.lineCap = "butt";
  woven.clear();
  const gaps = [];
  for (let k = 1; k < columns.length; k++) {
    const weights = shownWeights(scene, k);
    if (!weights) continue;
    const { image, units } = columns[k - 1];
    const chosen = chooseEdges(weights, units, shares[k], !!image);
    total += weights.length;
    drawn += chosen.length;
    if (scene.phases && !scene.hovered) drawHalos(context, scene, k);
    const all = !scene.vector && !image && shares[k] === weights.length;
    const stroked = all && chosen.length >= MANY ? strongest(weights, STROKED) : chosen;
    const gap = { k, weights, stroked, crowd: chosen.length };
    if (stroked !== chosen) weaveOthers(context, scene, gap);
    gaps.push(gap);
  }
  woven.draw(context);
  for (const gap of gaps) strokeGap(context, scene, gap);
  return { drawn, total };
}

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
 * @typedef {object} Gap
 * @property {number} k  the layer it leads to
 * @property {Float32Array} weights  units × inputs
 * @property {Int32Array} stroked  edges that are drawn as curves
 * @property {number} crowd  how many edges are drawn in one way or the other
 */

/** @param {Context} context @param {Scene} scene @param {Gap} gap */
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
  // A neuron one points at shows all its edges, also those that are too weak to be drawn.
  for (const edge of shown?.plain ?? []) add(edge, PLAIN);
  for (const edge of shown?.front ?? []) add(edge, FRONT);
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

/** How strong the edges are that do not stand out. @param {Scene} scene @param {number} k */
function toneOfRest(scene, k) {
  const shown = frontEdges(scene, k);
  if (!shown) return restTone(scene, k);
  return shown.alone ? FADED : QUIET;
}

/** @param {Context} context @param {Scene} scene @param {Gap} gap */
function weaveOthers(context, scene, { k, weights, stroked, crowd }) {
  const tone = TONES[toneOfRest(scene, k)];
  const scale = edgeScale(scene, k);
  const [from, to] = [scene.geometry.columns[k - 1], scene.geometry.columns[k]];
  const look = (/** @type {number} */ strength) => lookOf(strength, tone, scale, crowd);
  woven.add(context, from, to, weights, stroked, look, scene.palette);
}

/**
 * @param {number} strength  0 to 1 @param {number} tone  a share of the full opacity
 * @param {number} scale  of the gap's lines @param {number} count  of the gap's edges
 */
function lookOf(strength, tone, scale, count) {
  const airy = Math.max(0.2, Math.min(1, 420 / count));
  const clear = airy + (1 - airy) * strength ** 3;
  return {
    width: (0.55 + 4.3 * strength ** 1.2) * scale,
    alpha: Math.min(1, (0.13 + 0.62 * strength) * tone * clear),
  };
}

/** Nearly a hairline is a hairline: much cheaper to draw. @param {number} width */
const snap = (width) => (width > 1 && width < 1.35 ? 1 : width);

/** Crowded gaps get finer lines. @param {Scene} scene @param {number} k */
function edgeScale({ geometry, palette }, k) {
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  const cell = Math.min(from.image ? 24 : from.cell, to.cell);
  return Math.max(0.36, Math.min(1.5, cell / 40)) * palette.line;
}

/** The gap in which something happens stands out. @param {Scene} scene @param {number} k */
function restTone(scene, k) {
  if (!scene.phases) return PLAIN;
  const { phase, layer } = scene.header;
  if (phase === "start" || phase === "update") return PLAIN;
  if (phase === "sample" || phase === "loss") return QUIET;
  const active = activeGap(scene.header, lastLayer(scene));
  return k === active || (phase === "backward" && k === layer && scene.progress > 0.7)
    ? PLAIN
    : QUIET;
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
  for (const edge of chooseEdges(weights, from.units, Math.min(share, 240), !!from.image)) {
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
