/**
 * The charts of a layer over the steps, on any surface: how its numbers are spread, and the size of
 * its updates; of other branches a thin line of each.
 *
 * @typedef {import("../types.js").LayerRecord} LayerRecord
 * @typedef {import("./axes.js").Axis} Axis
 * @typedef {import("./beside.js").Beside} Beside
 * @typedef {import("./beside.js").Line} Line
 * @typedef {import("./draw.js").Surface} Surface
 * @typedef {import("./hues.js").Hues} Hues
 * @typedef {"activation" | "gradient"} Spread
 *
 * @typedef {object} Shown  what a chart shows
 * @property {LayerRecord | null} record  null where nothing is recorded yet
 * @property {Beside[]} besides
 *
 * @typedef {object} Over  what all charts stand over
 * @property {Axis} x
 * @property {number[]} steps  of the record
 * @property {boolean} logarithmic  whether sizes stand on logarithmic axes
 * @property {Hues} hues
 */
import { styleOf } from "../timeline/styles.js";
import { axisOf } from "./axes.js";
import { drawBand, drawBelt, drawLine } from "./draw.js";

/** Updates of this share of the weights are healthy. @type {[number, number]} */
const HEALTHY = [1e-4, 1e-2];

/** @param {Beside[]} besides @param {Line} what */
const valuesOf = (besides, what) => besides.flatMap(({ layer }) => layer[what]);

/** @param {Shown} shown @param {Spread} what @param {boolean} logarithmic */
export const spreadAxis = ({ record, besides }, what, logarithmic) =>
  axisOf(
    [
      ...(record?.[`${what}_5`] ?? []),
      ...(record?.[`${what}_95`] ?? []),
      ...valuesOf(besides, `${what}_50`),
    ],
    // Activations have a sign.
    what === "gradient" && logarithmic,
  );

/** @param {Shown} shown @param {boolean} logarithmic */
export const updateAxis = ({ record, besides }, logarithmic) =>
  axisOf(
    [...(record?.update_ratio ?? []), ...valuesOf(besides, "update_ratio")],
    logarithmic,
    HEALTHY,
  );

/** The colour of these numbers, and that of the ground behind them. @param {Spread} what @param {Hues} hues */
export const huesOf = (what, hues) =>
  what === "activation" ? [hues.fwd, hues.fwdGround] : [hues.bwd, hues.bwdGround];

/**
 * The lines of other branches, as the chart of the losses has them.
 * @param {Surface} surface @param {{ x: Axis, y: Axis }} axes @param {Beside[]} besides
 * @param {Line} what @param {Hues} hues
 */
function paintBesides(surface, axes, besides, what, hues) {
  for (const { id, steps, layer } of besides) {
    const { colour, dash } = styleOf(id);
    drawLine(surface, axes, steps, layer[what], hues.branches[colour], 1.3, dash);
  }
}

/**
 * The middle half of the values dark, nine tenths of them light, the median as a line.
 * @param {Surface} surface @param {Shown} shown @param {Spread} what @param {Over} over
 */
export function paintSpread(surface, shown, what, { x, steps, logarithmic, hues }) {
  const { record, besides } = shown;
  const axes = { x, y: spreadAxis(shown, what, logarithmic) };
  const [hue, ground] = huesOf(what, hues);
  if (record) {
    drawBand(surface, axes, steps, record[`${what}_5`], record[`${what}_95`], ground);
    surface.context.globalAlpha = 0.45;
    drawBand(surface, axes, steps, record[`${what}_25`], record[`${what}_75`], hue);
    surface.context.globalAlpha = 1;
  }
  paintBesides(surface, axes, besides, `${what}_50`, hues);
  if (record) drawLine(surface, axes, steps, record[`${what}_50`], hue, 1.5);
}

/** @param {Surface} surface @param {Shown} shown @param {Over} over */
export function paintUpdates(surface, shown, { x, steps, logarithmic, hues }) {
  const { record, besides } = shown;
  const axes = { x, y: updateAxis(shown, logarithmic) };
  drawBelt(surface, axes.y, HEALTHY, { fill: hues.zero, rim: hues.edge });
  paintBesides(surface, axes, besides, "update_ratio", hues);
  if (record) drawLine(surface, axes, steps, record.update_ratio, hues.ink, 1.6);
}
