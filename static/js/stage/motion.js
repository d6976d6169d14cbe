/**
 * When things move: phase by phase while one can follow, else a wave that sweeps over and over.
 *
 * @typedef {import("../types.js").Header} Header
 * @typedef {import("../types.js").Speed} Speed
 * @typedef {{ playing: boolean, speed: Speed }} Motion
 * @typedef {{ direction: "forward" | "backward", front: number }} Wave
 */
import { activationKnown, deltaKnown } from "../visible.js";

/** Faster than this many phases a second nobody can follow each of them. */
export const FOLLOWABLE = 8;
const BY_HAND = 1000;
const WAVE = 1400;

/** Pulses of one edge follow each other at these distances, in shares of the phase. */
export const TRAIN = [0, 0.11, 0.22];
const TRAVEL = 0.6;
/** From here on the pulses arrive. */
export const ARRIVAL = 0.56;
const ARRIVED = 0.84;

/** @param {Motion} motion @returns {"phases" | "wave"} */
export function modeOf({ playing, speed }) {
  if (!playing) return "phases";
  const followable = speed.unit === "phase" && (speed.per_second ?? Infinity) <= FOLLOWABLE;
  return followable ? "phases" : "wave";
}

/** How long a phase moves, in milliseconds. @param {Motion} motion */
export function phaseDuration({ playing, speed }) {
  if (!playing || !speed.per_second) return BY_HAND;
  // What has come out at the end of a phase needs a while to be read.
  return Math.min(1200, 700 / speed.per_second);
}

/**
 * Where the wave is. The front runs from 0 to `gaps` and beyond by its own length, 1 gap.
 * @param {number} time  milliseconds @param {number} gaps
 * @returns {Wave}
 */
export function waveAt(time, gaps) {
  const period = WAVE + Math.max(0, gaps - 4) * 110;
  const turn = (time % period) / period;
  const forward = turn < 0.5;
  const front = (forward ? turn : turn - 0.5) * 2 * (gaps + 1);
  return { direction: forward ? "forward" : "backward", front };
}

/** Soft start and landing. @param {number} t */
export const ease = (t) => t * t * (3 - 2 * t);

/** @param {number} value @param {number} from @param {number} to */
export const ramp = (value, from, to) =>
  value <= from ? 0 : value >= to ? 1 : ease((value - from) / (to - from));

/**
 * Where a pulse is on its edge while a phase moves; null where it has not left or has arrived.
 * @param {number} progress  of the phase, 0 to 1 @param {number} delay  one of TRAIN
 */
export function travel(progress, delay) {
  const t = (progress - delay) / TRAVEL;
  return t <= 0 || t >= 1 ? null : ease(t);
}

/**
 * How much of a layer's activations may be seen, 0 to 1.
 * @param {Pick<Header, "phase" | "layer">} header @param {number} layer
 * @param {number} progress  of the phase, 0 to 1
 */
export function activationShown(header, layer, progress) {
  if (!activationKnown(header, layer)) return 0;
  if (header.phase === "forward" && layer === header.layer) return ramp(progress, ARRIVAL, ARRIVED);
  if (header.phase === "sample") return ramp(progress, 0, 0.4);
  return 1;
}

/**
 * How much of a layer's deltas, and of the gradients into it, may be seen, 0 to 1.
 * @param {Pick<Header, "phase" | "layer">} header @param {number} layer @param {number} progress
 */
export function deltaShown(header, layer, progress) {
  if (!deltaKnown(header, layer)) return 0;
  if (header.phase === "backward" && layer === header.layer)
    return ramp(progress, ARRIVAL, ARRIVED);
  return 1;
}

/**
 * The gap in which something moves: the one before `layer` forward, the one behind it backward.
 * Gaps are numbered by the layer they lead into; null where nothing moves between layers.
 * @param {Pick<Header, "phase" | "layer">} header @param {number} last  index of the output layer
 */
export function activeGap({ phase, layer }, last) {
  if (phase === "forward") return layer;
  if (phase === "backward" && layer < last) return layer + 1;
  return null;
}

/** @param {Pick<Header, "step" | "phase" | "layer">} header */
export const moment = ({ step, phase, layer }) => `${step}/${phase}/${layer}`;
