/**
 * Predicted against actual values; on the diagonal the prediction is right.
 */
import { colour, lineWidth, sharpContext, textSize } from "../controls/canvas.js";
import { formatQuantity } from "../format.js";

/** @param {ArrayLike<number>[]} lists @returns {[number, number]} a little wider than the values */
export function commonRange(lists) {
  let least = Infinity;
  let most = -Infinity;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      least = Math.min(least, list[i]);
      most = Math.max(most, list[i]);
    }
  }
  if (least > most) return [0, 1];
  const air = (most - least || 1) * 0.04;
  return [least - air, most + air];
}

/**
 * Round values for an axis, about four.
 * @param {number} low @param {number} high
 */
export function roundTicks(low, high) {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/**
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 * @param {ArrayLike<number>} actual @param {ArrayLike<number>} predicted
 * @param {{ x: string, y: string }} labels @param {number | null} chosen  position of a sample
 */
export function drawScatter(canvas, width, height, actual, predicted, labels, chosen) {
  const context = sharpContext(canvas, width, height);
  const text = textSize(11);
  const margin = { left: text * 3.6, right: 8, top: 8, bottom: text * 2.9 };
  const [low, high] = commonRange([actual, predicted]);
  const innerWidth = width - margin.left - margin.right;
  const innerHeight = height - margin.top - margin.bottom;
  /** @param {number} value */
  const x = (value) => margin.left + ((value - low) / (high - low)) * innerWidth;
  /** @param {number} value */
  const y = (value) => margin.top + (1 - (value - low) / (high - low)) * innerHeight;

  context.font = `${text}px ${colour("--font")}`;
  context.fillStyle = colour("--soft");
  context.strokeStyle = colour("--hair");
  context.lineWidth = 1;
  for (const value of roundTicks(low, high)) {
    const tick = formatQuantity(value, 3);
    context.strokeRect(x(value), margin.top, 0, innerHeight);
    context.strokeRect(margin.left, y(value), innerWidth, 0);
    context.textAlign = "center";
    context.fillText(tick, x(value), height - margin.bottom + text * 1.25);
    context.textAlign = "right";
    context.fillText(tick, margin.left - 5, y(value) + text * 0.35);
  }
  context.textAlign = "center";
  context.fillText(labels.x, margin.left + innerWidth / 2, height - 4);
  context.save();
  context.translate(text * 0.9, margin.top + innerHeight / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(labels.y, 0, 0);
  context.restore();

  context.strokeStyle = colour("--soft");
  context.lineWidth = lineWidth(1);
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(x(low), y(low));
  context.lineTo(x(high), y(high));
  context.stroke();
  context.setLineDash([]);

  context.fillStyle = colour("--pos");
  context.globalAlpha = 0.65;
  for (let i = 0; i < Math.min(actual.length, predicted.length); i++) {
    context.beginPath();
    context.arc(x(actual[i]), y(predicted[i]), 2.6, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  if (chosen !== null && chosen < predicted.length) {
    context.strokeStyle = colour("--ink");
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x(actual[chosen]), y(predicted[chosen]), 6, 0, 2 * Math.PI);
    context.stroke();
  }
}
