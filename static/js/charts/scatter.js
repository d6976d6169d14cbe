/**
 * Predicted against actual values; on the diagonal the prediction is right.
 */
import { colour, sharpContext } from "../controls/canvas.js";
import { formatQuantity } from "../format.js";

const MARGIN = { left: 40, right: 8, top: 8, bottom: 32 };

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
  const [low, high] = commonRange([actual, predicted]);
  const innerWidth = width - MARGIN.left - MARGIN.right;
  const innerHeight = height - MARGIN.top - MARGIN.bottom;
  /** @param {number} value */
  const x = (value) => MARGIN.left + ((value - low) / (high - low)) * innerWidth;
  /** @param {number} value */
  const y = (value) => MARGIN.top + (1 - (value - low) / (high - low)) * innerHeight;

  context.font = `11px ${colour("--font")}`;
  context.fillStyle = colour("--soft");
  context.strokeStyle = colour("--hair");
  context.lineWidth = 1;
  for (const value of roundTicks(low, high)) {
    const text = formatQuantity(value, 3);
    context.strokeRect(x(value), MARGIN.top, 0, innerHeight);
    context.strokeRect(MARGIN.left, y(value), innerWidth, 0);
    context.textAlign = "center";
    context.fillText(text, x(value), height - MARGIN.bottom + 14);
    context.textAlign = "right";
    context.fillText(text, MARGIN.left - 5, y(value) + 4);
  }
  context.textAlign = "center";
  context.fillText(labels.x, MARGIN.left + innerWidth / 2, height - 4);
  context.save();
  context.translate(10, MARGIN.top + innerHeight / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(labels.y, 0, 0);
  context.restore();

  context.strokeStyle = colour("--soft");
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
