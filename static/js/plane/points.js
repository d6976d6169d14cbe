/**
 * The samples in the plane.
 *
 * @typedef {import("../types.js").Data} Data
 * @typedef {import("../types.js").Spotlight} Spotlight
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("./scale.js").Plot} Plot
 */
import { css, signIndex } from "../palette.js";
import { toCanvas } from "./scale.js";
import { fullColour } from "./surface.js";

const WHITE = "#ffffff";
const DARK = "#14181c";

/** @param {Plot} plot */
export const pointRadius = ({ side }) => Math.max(2.4, Math.min(5.5, side / 76));

/** @param {number} at  position among all samples, train first @param {Data} data @returns {Spotlight} */
export const spotlightOf = (at, { train }) =>
  at < train ? { split: "train", index: at } : { split: "test", index: at - train };

/** @param {Spotlight} spotlight @param {Data} data */
export const positionOf = ({ split, index }, { train }) =>
  split === "train" ? index : train + index;

/**
 * Training points have a white rim, test points a dark one.
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context
 * @param {Plot} plot @param {Data} data @param {Palette} palette @param {boolean} showTest
 */
export function drawPoints(context, plot, data, palette, showTest) {
  const radius = pointRadius(plot);
  const { x = [], y = [], train, test } = data;
  const full = fullColour(data);
  const groups = showTest ? [{ from: train, to: train + test, rim: DARK }] : [];
  groups.push({ from: 0, to: train, rim: WHITE });
  for (const { from, to, rim } of groups) {
    /** @type {Map<string, number[]>} */
    const byColour = new Map();
    for (let i = from; i < to; i++) {
      const colour = pointColour(data, palette, full, i);
      const group = byColour.get(colour);
      if (group) group.push(i);
      else byColour.set(colour, [i]);
    }
    context.strokeStyle = rim;
    context.lineWidth = Math.max(1, radius * 0.32);
    for (const [colour, members] of byColour) {
      context.fillStyle = colour;
      for (const i of members) {
        const [px, py] = toCanvas(plot, x[i], y[i]);
        context.beginPath();
        context.arc(px, py, radius, 0, Math.PI * 2);
        context.fill();
        context.stroke();
      }
    }
  }
}

/** @param {Data} data @param {Palette} palette @param {number} full @param {number} i */
function pointColour({ task, targets }, palette, full, i) {
  if (task === "regression") return palette.signedCss[signIndex(targets[i], full)];
  return css(targets[i] > 0 ? palette.pos : palette.neg);
}

/**
 * The sample nearest to a position.
 * @param {Plot} plot @param {Data} data @param {boolean} showTest
 * @param {number} x @param {number} y  CSS pixels
 * @returns {(Spotlight & { distance: number }) | null}
 */
export function nearestPoint(plot, data, showTest, x, y) {
  const count = data.train + (showTest ? data.test : 0);
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    const [px, py] = toCanvas(plot, data.x?.[i] ?? Number.NaN, data.y?.[i] ?? Number.NaN);
    const distance = Math.hypot(px - x, py - y);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best < 0 ? null : { ...spotlightOf(best, data), distance: least };
}

/**
 * @param {CanvasRenderingContext2D} context @param {Plot} plot @param {Data} data
 * @param {Spotlight} spotlight @param {Palette} palette
 */
export function drawSpotlight(context, plot, data, spotlight, palette) {
  const i = positionOf(spotlight, data);
  const [x, y] = [data.x?.[i], data.y?.[i]];
  if (x === undefined || y === undefined) return;
  const [px, py] = toCanvas(plot, x, y);
  const radius = pointRadius(plot);
  context.beginPath();
  context.arc(px, py, radius, 0, Math.PI * 2);
  context.fillStyle = pointColour(data, palette, fullColour(data), i);
  context.fill();
  context.lineWidth = 1.2;
  context.strokeStyle = spotlight.split === "train" ? WHITE : DARK;
  context.stroke();
  // Two rings: one of them stands out on any ground.
  for (const [width, colour] of /** @type {[number, string][]} */ ([
    [5, css(palette.paper)],
    [2.4, css(palette.ink)],
  ])) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    context.arc(px, py, radius + 4.5, 0, Math.PI * 2);
    context.stroke();
  }
}
