/**
 * The picture of the timeline: the losses over the whole branch, and on a rail below them what
 * happened when.
 *
 * @typedef {import("../history.js").LossHistory} LossHistory
 *
 * @typedef {object} Picture
 * @property {LossHistory} history  of the branch one stands on
 * @property {number} step  where the handle stands
 * @property {number} latest
 * @property {number[]} changes  steps at which the run was changed
 * @property {number[]} stars  steps with bookmarks
 * @property {{ step: number, colour: string }[]} forks  where other branches leave, and their colours
 * @property {(name: string) => string} colour  of the stylesheet
 */
import { lineOf } from "../charts/series.js";
import { shareOf } from "./slider.js";

export const INSET = 10; // pixels at both ends, so that the handle stands inside
const RAIL = 4; // pixels thick
const RAIL_ABOVE = 11; // pixels from its middle to the bottom
const CURVE_TOP = 4;
const CURVE_ABOVE = 4; // pixels between the curve's lowest point and the rail
const FITTING = 0.98; // of the losses fit; the few above are cut off

/**
 * @param {CanvasRenderingContext2D} context  in CSS pixels, cleared
 * @param {number} width @param {number} height @param {Picture} picture
 */
export function drawTimeline(context, width, height, picture) {
  const { step, latest, colour } = picture;
  /** @param {number} at */
  const x = (at) => INSET + shareOf(at, latest) * (width - 2 * INSET);
  const rail = height - RAIL_ABOVE;
  const here = x(step);
  drawCurve(context, x, rail - CURVE_ABOVE, picture);
  context.lineCap = "round";
  context.lineWidth = RAIL;
  line(context, [x(0), rail], [x(latest || 1), rail], colour("--track"));
  if (step > 0) line(context, [x(0), rail], [here, rail], colour("--ink"));
  for (const change of picture.changes) drawChange(context, x(change), colour("--bwd"));
  for (const fork of picture.forks) drawFork(context, x(fork.step), rail, fork.colour, colour);
  for (const star of picture.stars) drawStar(context, x(star), rail, colour);
}

/** @param {CanvasRenderingContext2D} context @param {[number, number]} from
 * @param {[number, number]} to @param {string} style */
function line(context, from, to, style) {
  context.strokeStyle = style;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context @param {(step: number) => number} x
 * @param {number} bottom  pixels @param {Picture} picture
 */
function drawCurve(context, x, bottom, { history, step, latest, colour }) {
  const { values } = lineOf(history, "loss");
  const [least, most] = span(values);
  /** @param {number} value */
  const y = (value) =>
    bottom - Math.min(1, (value - least) / (most - least || 1)) * (bottom - CURVE_TOP);
  const path = new Path2D();
  let down = false;
  for (const [i, value] of values.entries()) {
    if (value === null) down = false;
    else {
      if (down) path.lineTo(x(history.steps[i]), y(value));
      else path.moveTo(x(history.steps[i]), y(value));
      down = true;
    }
  }
  context.lineJoin = "round";
  context.lineWidth = 1.4;
  // What lies after the step one stands at is there, but not now.
  for (const [from, to, alpha] of [
    [x(0), x(step), 1],
    [x(step), x(latest || 1), 0.4],
  ]) {
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, bottom + 4);
    context.clip();
    context.globalAlpha = alpha;
    context.strokeStyle = colour("--ink");
    context.stroke(path);
    context.restore();
  }
}

/**
 * The losses between which the curve is drawn.
 * @param {(number | null)[]} values @returns {[number, number]} at the bottom and at the top
 */
export function span(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return [known[0] ?? 0, known[Math.ceil(known.length * FITTING) - 1] ?? 0];
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {string} style */
function drawChange(context, x, style) {
  context.fillStyle = style;
  context.beginPath();
  context.moveTo(x - 4.5, 0);
  context.lineTo(x + 4.5, 0);
  context.lineTo(x, 7);
  context.fill();
}

/** A line that leaves the rail. @param {CanvasRenderingContext2D} context @param {number} x
 * @param {number} rail @param {string} style @param {Picture["colour"]} colour */
function drawFork(context, x, rail, style, colour) {
  context.lineWidth = 2;
  context.strokeStyle = style;
  context.beginPath();
  context.moveTo(x, rail);
  context.quadraticCurveTo(x + 3, rail + 8, x + 12, rail + 8);
  context.stroke();
  context.fillStyle = colour("--panel");
  context.beginPath();
  context.arc(x, rail, 3.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y
 * @param {Picture["colour"]} colour */
function drawStar(context, x, y, colour) {
  context.beginPath();
  for (let corner = 0; corner < 10; corner++) {
    const radius = corner % 2 ? 3 : 7;
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.closePath();
  context.lineWidth = 1.5;
  context.strokeStyle = colour("--panel");
  context.stroke();
  context.fillStyle = colour("--star");
  context.fill();
}
