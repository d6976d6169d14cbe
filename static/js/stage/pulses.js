/**
 * What flows: dots on the edges. Strength is size and opacity, the dot's colour the sign of what
 * is carried; rim and tail have the hue of the direction, the tail lies where the dot came from.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Flow} Flow
 */
import { css } from "../palette.js";
import { activeGap, TRAIN, travel } from "./motion.js";
import { largest } from "./ranking.js";
import { lastLayer } from "./scene.js";

const BUCKETS = 6;
/** Weaker than this share of the gap's largest a pulse would be an invisible speck. */
const FAINTEST = 0.02;
const PHASE_PULSES = 200;
const WAVE_PULSES = 80;
/** With more pulses than this they get finer and only the strong ones keep their tails. */
const CROWD = 260;
/** Length of a tail as a share of the way, and its pieces. */
const TAIL = 0.15;
const PIECES = 3;

/**
 * @typedef {object} Pulse
 * @property {[number, number][]} trail  from the dot back along its tail
 * @property {number} bucket
 * @property {boolean} positive
 * @property {number} fade  followers are smaller
 */

/** @param {number} strength  0 to 1 */
const bucketOf = (strength) => Math.min(BUCKETS - 1, Math.floor(strength * BUCKETS));

/**
 * The pulses of the present phase.
 * @param {Context} context @param {Scene} scene
 */
export function drawPhasePulses(context, scene) {
  const { header, progress } = scene;
  const gap = activeGap(header, lastLayer(scene));
  if (gap === null || progress >= 1) return;
  const forward = header.phase === "forward";
  const flow = scene.geometry.columns[gap].gap.flow(scene, gap, forward, PHASE_PULSES);
  if (!flow) return;
  /** @type {Pulse[]} */
  const pulses = [];
  for (const [i, delay] of TRAIN.entries()) {
    const t = travel(progress, delay);
    if (t !== null) place(pulses, flow, t, forward, 1 - i * 0.25);
  }
  drawPulses(context, scene, pulses, forward);
}

/**
 * The wave of a run that is too fast to follow, made of the newest frame's contributions.
 * @param {Context} context @param {Scene} scene @param {import("./motion.js").Wave} wave
 */
export function drawWave(context, scene, { direction, front }) {
  const last = lastLayer(scene);
  const forward = direction === "forward";
  /** @type {Pulse[]} */
  const pulses = [];
  for (let k = 1; k <= last; k++) {
    const begin = forward ? k - 1 : last - k;
    if (front <= begin || front >= begin + 1.7) continue;
    const flow = scene.geometry.columns[k].gap.flow(scene, k, forward, WAVE_PULSES);
    if (!flow) continue;
    for (let i = 0; i < 3; i++) {
      const t = front - begin - i * 0.24;
      if (t > 0 && t < 1) place(pulses, flow, t, forward, 1 - i * 0.25);
    }
  }
  drawPulses(context, scene, pulses, forward);
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
  const start = column.x + column.cell / 2;
  const reach = Math.min(44, geometry.right * 0.45);
  /** @type {Pulse[]} */
  const pulses = [];
  for (const [i, delay] of TRAIN.entries()) {
    const t = travel(progress, delay);
    if (t === null) continue;
    for (const [unit, delta] of deltas.entries()) {
      const strength = Math.abs(delta) / most;
      if (strength < FAINTEST) continue;
      const trail = tail(t, (at) => [start + (1 - at) * reach, column.y[unit]]);
      pulses.push({
        trail,
        bucket: bucketOf(strength),
        positive: delta > 0,
        fade: 1 - i * 0.25,
      });
    }
  }
  drawPulses(context, scene, pulses, false);
}

/**
 * @param {Pulse[]} pulses @param {Flow} flow
 * @param {number} t  share of the way in the direction of the flow
 * @param {boolean} forward @param {number} fade
 */
function place(pulses, { edges, values, most, way }, t, forward, fade) {
  if (!(most > 0) || !Number.isFinite(most)) return;
  for (let n = 0; n < edges.length; n++) {
    const edge = edges[n];
    const strength = Math.abs(values[edge]) / most;
    if (strength < FAINTEST) continue;
    const trail = tail(t, (at) => way(edge, forward ? at : 1 - at));
    pulses.push({
      trail,
      bucket: bucketOf(strength),
      positive: values[edge] > 0,
      fade,
    });
  }
}

/**
 * @param {number} t @param {(at: number) => [number, number]} point
 * @returns {[number, number][]}
 */
function tail(t, point) {
  const trail = [];
  for (let i = 0; i <= PIECES; i++) trail.push(point(Math.max(0, t - (TAIL * i) / PIECES)));
  return trail;
}

/**
 * @param {Context} context @param {Scene} scene @param {Pulse[]} pulses @param {boolean} forward
 */
function drawPulses(context, { palette, geometry }, pulses, forward) {
  if (pulses.length === 0) return;
  const hue = css(forward ? palette.fwd : palette.bwd);
  const colours = [css(palette.neg), css(palette.pos)];
  const crowded = pulses.length > CROWD;
  context.lineCap = "round";
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const group = pulses.filter((pulse) => pulse.bucket === bucket);
    if (group.length === 0) continue;
    const strength = (bucket + 0.5) / BUCKETS;
    const radius = (1.4 + 4.2 * strength) * geometry.scale * (crowded ? 0.75 : 1);
    const alpha = 0.3 + 0.7 * Math.sqrt(strength);
    if (bucket >= (crowded ? 3 : 1)) {
      context.globalAlpha = alpha * 0.45;
      strokeTails(context, group, radius, hue);
    }
    context.globalAlpha = alpha;
    fillDots(context, group, radius, hue);
    for (const positive of [false, true]) {
      const half = group.filter((pulse) => pulse.positive === positive);
      const rim = Math.max(0.6, radius * 0.36);
      if (half.length && radius > 1.8) {
        fillDots(context, half, radius - rim, colours[Number(positive)]);
      }
    }
  }
  context.lineCap = "butt";
  context.globalAlpha = 1;
}

/** @param {Context} context @param {Pulse[]} pulses @param {number} radius @param {string} colour */
function strokeTails(context, pulses, radius, colour) {
  context.strokeStyle = colour;
  context.lineWidth = radius * 0.8;
  context.beginPath();
  for (const { trail } of pulses) {
    context.moveTo(trail[0][0], trail[0][1]);
    for (let i = 1; i < trail.length; i++) context.lineTo(trail[i][0], trail[i][1]);
  }
  context.stroke();
}

/** @param {Context} context @param {Pulse[]} pulses @param {number} radius @param {string} colour */
function fillDots(context, pulses, radius, colour) {
  context.fillStyle = colour;
  context.beginPath();
  for (const { trail, fade } of pulses) {
    const [x, y] = trail[0];
    const r = radius * fade;
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, Math.PI * 2);
  }
  context.fill();
}
