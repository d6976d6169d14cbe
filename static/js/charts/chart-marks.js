/**
 * What is drawn over the lines of a chart: where the run was changed, and where one stands.
 *
 * @typedef {import("../types.js").Change} Change
 * @typedef {import("uplot")} Plot
 */
import { colour } from "../controls/canvas.js";

const FAINT = 0.65; // how far the future fades while one stands before it

/** @param {Plot} plot @param {number} step @returns {number | null} canvas pixels; null outside */
function placeOf({ bbox, valToPos }, step) {
  const x = Math.round(valToPos(step, "x", true));
  return x < bbox.left || x > bbox.left + bbox.width ? null : x;
}

/** @param {Plot} plot @param {Change[]} changes */
export function drawMarks(plot, changes) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour("--bwd");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { step } of changes) {
    const x = placeOf(plot, step);
    if (x === null) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const size = 4 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x - size, bbox.top);
    ctx.lineTo(x + size, bbox.top);
    ctx.lineTo(x, bbox.top + 1.6 * size);
    ctx.fill();
  }
  ctx.restore();
}

/**
 * A line at the step one stands at; what comes after it fades.
 * @param {Plot} plot @param {{ step: number, latest: number }} position
 */
export function drawPosition(plot, { step, latest }) {
  if (step >= latest) return;
  const { ctx, bbox } = plot;
  const x = placeOf(plot, step);
  if (x === null) return;
  ctx.save();
  ctx.globalAlpha = FAINT;
  ctx.fillStyle = colour("--panel");
  ctx.fillRect(x, bbox.top, bbox.left + bbox.width - x, bbox.height);
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  ctx.strokeStyle = colour("--ink");
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
