/**
 * The edge at a point. All edges of a gap run between the same two heights of x, so that the place
 * of x tells how far along each of them is: what is left is one comparison of y for each edge.
 *
 * @typedef {import("./geometry.js").Geometry} Geometry
 * @typedef {import("./scene.js").PictureLike} PictureLike
 */
import { chooseEdges, edgeShares } from "./choosing.js";
import { edgeEnd, edgeStart, edgeStartY } from "./column.js";
import { weightsOf } from "./contributions.js";

import { edgesOf } from "./emphasis.js";

/** CSS pixels to both sides of a curve. */
export const REACH = 6;
/** Of curves that run closer together than this the one of the larger weight is meant. */
const TOGETHER = 1.5;

/**
 * How far along an edge is at a place, and how steep there.
 * @param {number} share  of the way across, 0 to 1
 * @returns {{ height: number, slope: number }} as shares of the whole height, per share across
 */
export function alongAt(share) {
  // x(t) = ½ (3t(1−t) + 2t³) rises from 0 to 1: Newton's steps find the t of an x.
  let t = share;
  for (let i = 0; i < 8; i++) {
    const x = 1.5 * t * (1 - t) + t ** 3;
    t = Math.min(1, Math.max(0, t - (x - share) / (1.5 - 3 * t + 3 * t * t)));
  }
  const rise = 6 * t * (1 - t);
  return { height: t * t * (3 - 2 * t), slope: rise / (1.5 - 3 * t + 3 * t * t) };
}

/**
 * The nearest of some edges of a gap.
 * @param {Geometry} geometry @param {number} layer  that they lead to
 * @param {ArrayLike<number>} chosen  unit × inputs + input @param {ArrayLike<number>} weights
 * @param {number} x @param {number} y  CSS pixels
 * @returns {number | null} one of `chosen`
 */
export function nearestEdge({ columns }, layer, chosen, weights, x, y) {
  const [from, to] = [columns[layer - 1], columns[layer]];
  const [start, end] = [edgeStart(from), edgeEnd(to)];
  const { height, slope } = alongAt((x - start) / (end - start));
  const steepness = slope / (end - start);
  const starts = Float64Array.from({ length: from.units }, (_, j) => edgeStartY(from, j));
  // Nothing that is further above or below than this can be near across the steepest of curves.
  const tallest = Math.max(to.bottom, from.bottom) - Math.min(to.top, from.top);
  const outside = REACH * Math.sqrt(1 + (tallest * steepness) ** 2);
  let found = null;
  let best = REACH;
  let weight = 0;
  for (let i = 0; i < chosen.length; i++) {
    const edge = chosen[i];
    const input = edge % from.units;
    const y0 = starts[input];
    const rise = to.y[(edge - input) / from.units] - y0;
    const below = Math.abs(y0 + rise * height - y);
    if (below > outside) continue;
    // Across the curve, not straight down.
    const distance = below / Math.sqrt(1 + (rise * steepness) ** 2);
    const size = Math.abs(weights[edge]);
    if (distance > best + TOGETHER || distance > REACH) continue;
    if (distance < best - TOGETHER || found === null || size > weight) {
      found = edge;
      weight = size;
    }
    best = Math.min(best, distance);
  }
  return found;
}

/** Knows which edges are drawn, of the newest picture that was asked about. */
export class EdgeFinder {
  /** @type {ArrayLike<number> | null} */
  #parameters = null;
  #layer = -1;
  /** @type {Float32Array} */
  #weights = new Float32Array(0);
  /** @type {ArrayLike<number>} */
  #chosen = [];

  /**
   * @param {Geometry} geometry @param {PictureLike} picture @param {number} x @param {number} y
   * @param {{ layer: number, unit: number } | null} front  a neuron all of whose edges are drawn
   * @returns {{ layer: number, unit: number, input: number } | null}
   */
  find(geometry, picture, x, y, front) {
    const { columns } = geometry;
    const layer = columns.findIndex(
      (to, k) => k > 0 && x > edgeStart(columns[k - 1]) && x < edgeEnd(to),
    );
    if (layer < 1) return null;
    const inputs = columns[layer - 1].units;
    if (!this.#prepare(geometry, picture, layer)) return null;
    const own = front ? edgesOf(front, layer, inputs, columns[layer].units) : [];
    for (const edges of [own, this.#chosen]) {
      const edge = nearestEdge(geometry, layer, edges, this.#weights, x, y);
      if (edge === null) continue;
      const input = edge % inputs;
      return { layer, unit: (edge - input) / inputs, input };
    }
    return null;
  }

  /** @param {Geometry} geometry @param {PictureLike} picture @param {number} layer */
  #prepare({ columns }, picture, layer) {
    const parameters = picture.tensor("parameters", layer);
    if (!parameters) return false;
    if (parameters === this.#parameters && layer === this.#layer) return true;
    const [from, to] = [columns[layer - 1], columns[layer]];
    this.#parameters = parameters;
    this.#layer = layer;
    this.#weights = weightsOf(parameters, to.units, from.units);
    this.#chosen = chooseEdges(this.#weights, from.units, edgeShares(columns)[layer], from.crowded);
    return true;
  }
}
