/**
 * What flows: dots on the edges. Strength is size and opacity, the core's colour the sign of what
 * is carried, the rim's colour the direction; a tail of the same hue lies where it came from.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./contributions.js").Flow} Flow
 */
import { css } from "../palette.js";
import { backwardFlow, forwardFlow } from "./contributions.js";
import { edgeEnd, edgePoint, edgeStart } from "./geometry.js";
import { activeGap, TRAIN, travel } from "./motion.js";
import { largest } from "./ranking.js";
import { lastLayer } from "./scene.js";

const BUCKETS = 6;
/** Weaker than this share of the gap's largest a pulse would be an invisible speck. */
const FAINTEST = 0.02;
const PHASE_PULSES = 320;
const WAVE_PULSES = 90;

/** @typedef {{ x: number, y: number, bucket: number, positive: boolean, fade: number }} Dot */

/**
 * The pulses of the present phase.
 * @param {Context} context @param {Scene} scene
 */
export function drawPhasePulses(context, scene) {
  const { header, progress } = scene;
  const gap = activeGap(header, lastLayer(scene));
  if (gap === null || progress >= 1) return;
  const forward = header.phase === "forward";
  const flow = flowOf(scene, gap, forward, PHASE_PULSES);
  if (!flow) return;
  /** @type {Dot[]} */
  const dots = [];
  for (const [i, delay] of TRAIN.entries()) {
    const t = travel(progress, delay);
    if (t !== null) place(dots, scene, gap, flow, forward ? t : 1 - t, 1 - i * 0.28);
  }
  drawDots(context, scene, dots, forward);
}

/**
 * The wave of a run that is too fast to follow, made of the newest frame's contributions.
 * @param {Context} context @param {Scene} scene @param {import("./motion.js").Wave} wave
 */
export function drawWave(context, scene, { direction, front }) {
  const last = lastLayer(scene);
  const forward = direction === "forward";
  /** @type {Dot[]} */
  const dots = [];
  for (let k = 1; k <= last; k++) {
    const begin = forward ? k - 1 : last - k;
    if (front <= begin || front >= begin + 2) continue;
    const flow = flowOf(scene, k, forward, WAVE_PULSES);
    if (!flow) continue;
    for (let i = 0; i < 4; i++) {
      const t = front - begin - i * 0.16;
      if (t > 0 && t < 1) place(dots, scene, k, flow, forward ? t : 1 - t, 1 - i * 0.22);
    }
  }
  drawDots(context, scene, dots, forward);
}

/**
 * From the loss into the outputs: the first deltas.
 * @param {Context} context @param {Scene} scene
 */
export function drawLossPulses(context, scene) {
  const { header, geometry, picture, progress } = scene;
  const last = lastLayer(scene);
  const deltas = picture.tensor("deltas", last);
  if (header.phase !== "backward" || header.layer !== last || !deltas || progress >= 1) return;
  const column = geometry.columns[last];
  const most = largest(deltas);
  if (!(most > 0)) return;
  /** @type {Dot[]} */
  const dots = [];
  for (const [i, delay] of TRAIN.entries()) {
    const t = travel(progress, delay);
    if (t === null) continue;
    const x = column.x + column.cell / 2 + (1 - t) * Math.min(44, geometry.right * 0.45);
    for (const [unit, delta] of deltas.entries()) {
      const strength = Math.abs(delta) / most;
      if (strength < FAINTEST) continue;
      const bucket = Math.min(BUCKETS - 1, Math.floor(strength * BUCKETS));
      dots.push({ x, y: column.y[unit], bucket, positive: delta > 0, fade: 1 - i * 0.28 });
    }
  }
  drawDots(context, scene, dots, false);
}

/** @param {Scene} scene @param {number} k @param {boolean} forward @param {number} count */
function flowOf({ picture, geometry }, k, forward, count) {
  const parameters = picture.tensor("parameters", k);
  const carried = forward ? picture.tensor("activations", k - 1) : picture.tensor("deltas", k);
  if (!parameters || !carried) return null;
  return forward
    ? forwardFlow(parameters, carried, geometry.columns[k].units, count)
    : backwardFlow(parameters, carried, geometry.columns[k - 1].units, count);
}

/**
 * @param {Dot[]} dots @param {Scene} scene @param {number} k @param {Flow} flow
 * @param {number} t  along the edge from left to right @param {number} fade
 */
function place(dots, { geometry }, k, { edges, values, most, inputs }, t, fade) {
  if (!(most > 0) || !Number.isFinite(most)) return;
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  const end = edgeEnd(to);
  for (const edge of edges) {
    const strength = Math.abs(values[edge]) / most;
    if (strength < FAINTEST) continue;
    const j = edge % inputs;
    const [x, y] = edgePoint(edgeStart(from, j), from.y[j], end, to.y[(edge - j) / inputs], t);
    const bucket = Math.min(BUCKETS - 1, Math.floor(strength * BUCKETS));
    dots.push({ x, y, bucket, positive: values[edge] > 0, fade });
  }
}

/**
 * @param {Context} context @param {Scene} scene @param {Dot[]} dots @param {boolean} forward
 */
function drawDots(context, { palette, geometry }, dots, forward) {
  const rim = css(forward ? palette.fwd : palette.bwd);
  const cores = [css(palette.neg), css(palette.pos)];
  const crowd = dots.length > 400 ? 0.72 : 1;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const strength = (bucket + 0.5) / BUCKETS;
    const radius = (1.5 + 4.4 * strength) * geometry.scale * crowd;
    context.globalAlpha = 0.3 + 0.7 * Math.sqrt(strength);
    const group = dots.filter((dot) => dot.bucket === bucket);
    if (group.length === 0) continue;
    fillDots(context, group, radius, rim);
    if (radius < 2) continue;
    for (const positive of [false, true]) {
      const half = group.filter((dot) => dot.positive === positive);
      if (half.length) fillDots(context, half, radius * 0.56, cores[Number(positive)]);
    }
  }
  context.globalAlpha = 1;
}

/** @param {Context} context @param {Dot[]} dots @param {number} radius @param {string} colour */
function fillDots(context, dots, radius, colour) {
  context.fillStyle = colour;
  context.beginPath();
  for (const { x, y, fade } of dots) {
    const r = radius * fade;
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, Math.PI * 2);
  }
  context.fill();
}
