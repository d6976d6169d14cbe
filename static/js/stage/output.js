/**
 * Right of the outputs: what was predicted and what it should have been.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 */
import { isOfBox } from "../detection.js";
import { formatQuantity } from "../format.js";
import { css } from "../palette.js";
import { WORDED } from "./column.js";
import { shorten } from "./labels.js";
import { activationShown, ramp } from "./motion.js";
import { lastLayer } from "./scene.js";

/** @param {Context} context @param {Scene} scene */
export function drawOutput(context, scene) {
  const last = lastLayer(scene);
  const activations = scene.picture.tensor("activations", last);
  if (scene.layout.layers[last].units > 1) drawClasses(context, scene, activations);
  else if (activations) drawGauge(context, scene, activations[0]);
}

/**
 * How far prediction and target are told apart: from the loss on, growing in that phase.
 * @param {Scene} scene
 */
function errorShown({ phases, header, progress }) {
  if (!phases || header.phase === "start") return 0;
  if (header.phase === "loss") return ramp(progress, 0, 0.8);
  return header.phase === "backward" || header.phase === "update" ? 1 : 0;
}

/**
 * The scale of a single output: probability of the second class, or the range of the values.
 * @param {Scene["data"]} data
 * @returns {[number, number]}
 */
export function gaugeRange({ task, targets }) {
  if (task !== "regression") return [0, 1];
  let low = Infinity;
  let high = -Infinity;
  for (const target of targets) {
    low = Math.min(low, target);
    high = Math.max(high, target);
  }
  return low < high ? [low, high] : [low - 1, low + 1];
}

/**
 * "0.964 − 1 = −0.036": with as many decimals as it takes to see the difference.
 * @param {number} prediction @param {number} target
 */
export function differenceOf(prediction, target) {
  const difference = prediction - target;
  if (!Number.isFinite(difference)) return "";
  const size = Math.abs(difference);
  const needed = size > 0 ? 1 - Math.floor(Math.log10(size)) : 2;
  const decimals = Math.max(1, Math.min(6, needed));
  const text = (/** @type {number} */ value) =>
    String(Number(value.toFixed(decimals)) + 0).replace("-", "−");
  const subtracted = target < 0 ? `(${text(target)})` : text(target);
  return `${text(prediction)} − ${subtracted} = ${text(difference)}`;
}

/** @param {Context} context @param {Scene} scene @param {number} prediction */
function drawGauge(context, scene, prediction) {
  const { geometry, data, palette, picture, header, phases, progress } = scene;
  const last = lastLayer(scene);
  const column = geometry.columns[last];
  const worded = geometry.right >= WORDED;
  const half = Math.max(24, Math.min(62, column.cell * 1.2));
  const x = column.x + column.cell / 2 + (worded ? 26 : geometry.right * 0.55);
  const [low, high] = gaugeRange(data);
  const middle = column.y[0];
  /** @param {number} value */
  const at = (value) => {
    const share = (Math.max(low, Math.min(high, value)) - low) / (high - low);
    return middle + half - share * 2 * half;
  };
  const shades = context.createLinearGradient(0, middle + half, 0, middle - half);
  const zero = data.task === "regression" ? Math.max(0, Math.min(1, -low / (high - low))) : 0.5;
  shades.addColorStop(0, css(zero > 0 ? palette.neg : palette.zero));
  shades.addColorStop(zero, css(palette.zero));
  shades.addColorStop(1, css(zero < 1 ? palette.pos : palette.zero));
  context.fillStyle = shades;
  context.beginPath();
  context.roundRect(x - 3, middle - half, 6, half * 2, 3);
  context.fill();
  context.font = `${geometry.text}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(palette.soft);
  if (worded) {
    const away = geometry.text * 0.86;
    context.fillText(formatQuantity(high, 2), x, middle - half - away);
    context.fillText(formatQuantity(low, 2), x, middle + half + away);
  }

  const target = picture.tensor("target", last)?.[0] ?? null;
  const error = errorShown(scene);
  if (target !== null && error > 0) drawError(context, scene, x, at, prediction, target, error);

  const known = phases ? activationShown(header, last, progress) : 1;
  if (!(known > 0) || Number.isNaN(prediction)) return;
  const y = at(prediction);
  context.globalAlpha = known;
  context.fillStyle = css(palette.ink);
  context.beginPath();
  context.moveTo(x + 4, y);
  context.lineTo(x + 12, y - 5);
  context.lineTo(x + 12, y + 5);
  context.fill();
  if (worded) {
    context.font = `600 ${geometry.text + 1}px ${palette.font}`;
    context.textAlign = "left";
    const room = geometry.width - x - 18;
    const texts = [3, 2, 1].map((digits) => formatQuantity(prediction, digits));
    const fitting = texts.find((text) => context.measureText(text).width <= room);
    context.fillText(fitting ?? texts[2], x + 15, y);
  }
  context.globalAlpha = 1;
}

/**
 * @param {Context} context @param {Scene} scene @param {number} x
 * @param {(value: number) => number} at @param {number} prediction @param {number} target
 * @param {number} shown  how much of the way from the prediction to the target
 */
function drawError(context, { palette, geometry, texts }, x, at, prediction, target, shown) {
  const from = at(prediction);
  const to = from + (at(target) - from) * shown;
  context.strokeStyle = css(palette.bwd);
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x + 2, from);
  context.lineTo(x - 8, from);
  context.lineTo(x - 8, to);
  context.stroke();
  context.globalAlpha = shown;
  context.fillStyle = css(palette.paper);
  context.strokeStyle = css(palette.ink);
  context.beginPath();
  context.arc(x, at(target), 5, 0, Math.PI * 2);
  context.fill();
  context.stroke();
  if (geometry.right >= WORDED) {
    const column = geometry.columns[geometry.columns.length - 1];
    const line = geometry.text * 1.35;
    const bottom = Math.max(at(-Infinity), column.bottom + 26) + line * 2;
    context.fillStyle = css(palette.bwd);
    context.textAlign = "right";
    context.font = `600 ${geometry.text + 1}px ${palette.font}`;
    context.fillText(differenceOf(prediction, target), geometry.width - 8, bottom + line);
    if (texts.prediction && texts.target) {
      context.font = `${geometry.text}px ${palette.font}`;
      context.fillText(`${texts.prediction} − ${texts.target}`, geometry.width - 8, bottom);
    }
  }
  context.globalAlpha = 1;
}

/**
 * Class names, a bar for each probability, and from the loss on the distance to the target. Numbers
 * of a box stand below them, in bars of their own colour.
 * @param {Context} context @param {Scene} scene @param {ArrayLike<number> | null} activations
 */
function drawClasses(context, scene, activations) {
  const { geometry, layout, palette, picture, header, phases, progress } = scene;
  const last = lastLayer(scene);
  const column = geometry.columns[last];
  if (column.pitch < 8) return;
  const names = layout.layers[last].labels ?? [];
  const target = picture.tensor("target", last);
  const known = phases ? activationShown(header, last, progress) : 1;
  const error = errorShown(scene);
  const start = column.x + column.cell / 2 + 7;
  const barred = geometry.right >= WORDED;
  context.textBaseline = "middle";
  context.textAlign = "left";
  // Names that would be illegible or overlap are not written.
  const size = Math.max(Math.min(13, column.pitch * 0.8), palette.leastText);
  if (column.pitch < palette.leastText) return;
  /** @param {boolean} bold */
  const font = (bold) => `${bold ? 700 : 400} ${size}px ${palette.font}`;
  context.font = font(true);
  const widest = names.reduce((most, name) => Math.max(most, context.measureText(name).width), 0);
  const figures = geometry.text > 15 ? 112 : 84;
  const text = Math.min(widest, geometry.right - (barred ? figures : 10));
  const bar = start + text + 7;
  context.font = `${geometry.text}px ${palette.font}`;
  const percent = context.measureText("100%").width + 10;
  const length = Math.max(20, geometry.width - percent - bar);
  const high = Math.max(3, Math.min(8, column.pitch * 0.4));
  for (const [unit, y] of column.y.entries()) {
    const probability = activations ? activations[unit] : Number.NaN;
    const boxed = isOfBox(layout.layers[last], unit);
    const right = target && !boxed ? target[unit] > 0.5 : false;
    context.font = font(right && error > 0);
    context.fillStyle = css(palette.ink);
    const name = shorten(names[unit] ?? "", text + 2, (part) => context.measureText(part).width);
    context.fillText(name, start, y);
    if (!barred) continue;
    context.fillStyle = css(palette.hair);
    context.fillRect(bar, y - high / 2, length, high);
    if (!(known > 0) || Number.isNaN(probability)) continue;
    context.globalAlpha = known;
    context.fillStyle = css(boxed ? palette.fwd : palette.pos);
    context.fillRect(bar, y - high / 2, length * probability, high);
    if (column.pitch >= Math.max(12, palette.leastText) && (boxed || probability >= 0.005)) {
      context.fillStyle = css(palette.soft);
      context.font = `${geometry.text}px ${palette.font}`;
      const number = boxed ? probability.toFixed(2) : `${Math.round(probability * 100)}%`;
      context.fillText(number, bar + length + 4, y);
    }
    context.globalAlpha = 1;
    if (target && error > 0) {
      const from = bar + length * probability;
      const to = from + (bar + length * target[unit] - from) * error;
      context.fillStyle = css(palette.bwd);
      context.fillRect(Math.min(from, to), y + high / 2 + 1, Math.abs(to - from), 2);
      if (right) {
        context.strokeStyle = css(palette.ink);
        context.lineWidth = 1.2;
        context.strokeRect(bar - 0.5, y - high / 2 - 0.5, length + 1, high + 1);
      }
    }
  }
}
