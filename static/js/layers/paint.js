/**
 * The charts of a layer over the steps, on any surface: how its numbers are spread, and the size of
 * its updates.
 *
 * @typedef {import("../types.js").LayerRecord} LayerRecord
 * @typedef {import("./axes.js").Axis} Axis
 * @typedef {import("./draw.js").Surface} Surface
 * @typedef {import("./hues.js").Hues} Hues
 * @typedef {"activation" | "gradient"} Spread
 *
 * @typedef {object} Over  what all charts stand over
 * @property {Axis} x
 * @property {number[]} steps  of the records
 * @property {boolean} logarithmic  whether sizes stand on logarithmic axes
 * @property {Hues} hues
 */
import { axisOf } from "./axes.js";
import { drawBand, drawBelt, drawLine } from "./draw.js";

/** Updates of this share of the weights are healthy. @type {[number, number]} */
const HEALTHY = [1e-4, 1e-2];

/** @param {LayerRecord} record @param {Spread} what @param {boolean} logarithmic */
export const spreadAxis = (record, what, logarithmic) =>
  axisOf(
    [...record[`${what}_5`], ...record[`${what}_95`]],
    // Activations have a sign.
    what === "gradient" && logarithmic,
  );

/** @param {LayerRecord} record @param {boolean} logarithmic */
export const updateAxis = (record, logarithmic) =>
  axisOf(record.update_ratio, logarithmic, HEALTHY);

/** The colour of these numbers, and that of the ground behind them. @param {Spread} what @param {Hues} hues */
export const huesOf = (what, hues) =>
  what === "activation" ? [hues.fwd, hues.fwdGround] : [hues.bwd, hues.bwdGround];

/**
 * The middle half of the values dark, nine tenths of them light, the median as a line.
 * @param {Surface} surface @param {LayerRecord} record @param {Spread} what @param {Over} over
 */
export function paintSpread(surface, record, what, { x, steps, logarithmic, hues }) {
  const axes = { x, y: spreadAxis(record, what, logarithmic) };
  const [hue, ground] = huesOf(what, hues);
  /** @param {5 | 25 | 50 | 75 | 95} q */
  const column = (q) => record[`${what}_${q}`];
  drawBand(surface, axes, steps, column(5), column(95), ground);
  surface.context.globalAlpha = 0.45;
  drawBand(surface, axes, steps, column(25), column(75), hue);
  surface.context.globalAlpha = 1;
  drawLine(surface, axes, steps, column(50), hue, 1.5);
}

/** @param {Surface} surface @param {LayerRecord} record @param {Over} over */
export function paintUpdates(surface, record, { x, steps, logarithmic, hues }) {
  const axes = { x, y: updateAxis(record, logarithmic) };
  drawBelt(surface, axes.y, HEALTHY, { fill: hues.zero, rim: hues.edge });
  drawLine(surface, axes, steps, record.update_ratio, hues.ink, 1.6);
}
