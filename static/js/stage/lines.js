/**
 * How strong lines are: colour is the sign, width and opacity are the size relative to the largest
 * of the same gap. What happens in a phase stands out, and what somebody looks at.
 *
 * @typedef {import("./scene.js").Scene} Scene
 */
import { activeGap } from "./motion.js";
import { lastLayer } from "./scene.js";

export const BUCKETS = 10;
/** From faded to in front: their shares of the full opacity. */
export const TONES = [0.16, 0.5, 1, 1.5];
export const FADED = 0;
export const QUIET = 1;
export const PLAIN = 2;
export const FRONT = 3;

/** @param {number} strength  0 to 1 */
export const bucketOf = (strength) =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(strength * BUCKETS)));

/**
 * @param {number} strength  0 to 1 @param {number} tone  a share of the full opacity
 * @param {number} scale  of the gap's lines @param {number} count  of the gap's edges
 */
export function lookOf(strength, tone, scale, count) {
  const airy = Math.max(0.2, Math.min(1, 420 / count));
  const clear = airy + (1 - airy) * strength ** 3;
  return {
    width: (0.55 + 4.3 * strength ** 1.2) * scale,
    alpha: Math.min(1, (0.13 + 0.62 * strength) * tone * clear),
  };
}

/** Nearly a hairline is a hairline: much cheaper to draw. @param {number} width */
export const snap = (width) => (width > 1 && width < 1.35 ? 1 : width);

/** Crowded gaps get finer lines. @param {Scene} scene @param {number} k */
export function edgeScale({ geometry, palette }, k) {
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  const cell = Math.min(from.lines, to.lines);
  return Math.max(0.36, Math.min(1.5, cell / 40)) * palette.line;
}

/** The gap in which something happens stands out. @param {Scene} scene @param {number} k */
export function restTone(scene, k) {
  if (!scene.phases) return PLAIN;
  const { phase, layer } = scene.header;
  if (phase === "start" || phase === "update") return PLAIN;
  if (phase === "sample" || phase === "loss") return QUIET;
  const active = activeGap(scene.header, lastLayer(scene));
  return k === active || (phase === "backward" && k === layer && scene.progress > 0.7)
    ? PLAIN
    : QUIET;
}
