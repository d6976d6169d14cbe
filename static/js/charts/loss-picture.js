/**
 * The chart of the losses for taking home: the same series as the page's own, on any 2D context.
 *
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../take/paper.js").Drawable} Drawable
 *
 * @typedef {object} Losses
 * @property {number[]} steps
 * @property {(number | null)[]} train
 * @property {(number | null)[]} test
 *
 * @typedef {object} Other  a line beside them: of another branch, or of the second of two runs
 * @property {string} name
 * @property {number[]} steps
 * @property {(number | null)[]} values
 * @property {string} colour
 * @property {number[]} dash
 *
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {Other[]} others
 * @property {boolean} logarithmic
 * @property {Palette} palette
 * @property {{ step: string, train: string, test: string }} words
 */
import { linearTicks, logTicks } from "./ticks.js";

const LEFT = 64;
const RIGHT = 24;
const TOP = 34;
const BOTTOM = 44;
/** The width of the axis before anything has happened. */
const FIRST_STEPS = 100;
const CHART = 420;
/** A line of the legend of the others, below the chart. */
const LINE = 20;
const SWATCH = 28;

/** How high the picture is with so many others. @param {Other[]} others */
export const heightOf = (others) => CHART + others.length * LINE;

/**
 * What the axes reach over.
 * @param {Losses} losses @param {boolean} logarithmic @param {Other[]} [others]
 */
export function chartRange({ steps, train, test }, logarithmic, others = []) {
  const lines = [train, test, ...others.map(({ values }) => values)];
  const values = /** @type {number[]} */ (
    lines.flat().filter((value) => value !== null && (!logarithmic || value > 0))
  );
  const high = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  const least = values.reduce((low, value) => Math.min(low, value), high);
  const low = logarithmic ? Math.min(least, high / 10) : 0;
  const known = [steps, ...others.map((other) => other.steps)].filter((all) => all.length);
  const from = known.length ? Math.min(...known.map((all) => all[0])) : 0;
  const last = known.length ? Math.max(...known.map((all) => all[all.length - 1])) : 0;
  return { from, to: last > from ? last : from + FIRST_STEPS, low, high: high * 1.05 };
}

/** @param {number} value  as an axis needs it */
const axisText = (value) => {
  const size = Math.abs(value);
  if (size >= 1000) return value.toLocaleString("en-US");
  return size > 0 && size < 1e-3 ? value.toExponential(0) : String(value);
};

/** @param {Drawable} context @param {Losses} losses @param {Frame} frame */
export function drawLosses(context, losses, frame) {
  const { width, height, others, logarithmic, palette, words } = frame;
  const range = chartRange(losses, logarithmic, others);
  const [right, bottom] = [width - RIGHT, height - others.length * LINE - BOTTOM];
  const scaled = logarithmic ? Math.log10 : (/** @type {number} */ value) => value;
  const [low, high] = [scaled(range.low), scaled(range.high)];
  /** @param {number} step */
  const x = (step) => LEFT + ((step - range.from) / (range.to - range.from)) * (right - LEFT);
  /** @param {number} loss */
  const y = (loss) => bottom - ((scaled(loss) - low) / (high - low)) * (bottom - TOP);
  const { ink, soft, hair } = palette;
  const colour = (/** @type {number[]} */ rgb) => `rgb(${rgb.join(", ")})`;

  context.font = `13px ${palette.font}`;
  context.textBaseline = "middle";
  context.lineWidth = 1;
  context.strokeStyle = colour(hair);
  context.fillStyle = colour(soft);
  const heights = logarithmic
    ? logTicks(range.low, range.high)
    : linearTicks(range.low, range.high, 6);
  context.textAlign = "right";
  for (const loss of heights) {
    line(context, [LEFT, y(loss)], [right, y(loss)]);
    context.fillText(axisText(loss), LEFT - 8, y(loss));
  }
  context.textAlign = "center";
  for (const step of linearTicks(range.from, range.to, 8)) {
    line(context, [x(step), TOP], [x(step), bottom]);
    context.fillText(axisText(step), x(step), bottom + 14);
  }
  context.fillText(words.step, (LEFT + right) / 2, bottom + 33);

  for (const [i, other] of others.entries()) {
    curve(context, other.steps, other.values, x, y, logarithmic, other.colour, other.dash);
    context.fillStyle = colour(ink);
    name(context, other, bottom + BOTTOM + (i + 0.5) * LINE);
  }
  curve(context, losses.steps, losses.test, x, y, logarithmic, colour(soft), [6, 4]);
  curve(context, losses.steps, losses.train, x, y, logarithmic, colour(ink), []);
  legend(context, right, words.test, colour(soft), [6, 4], 0);
  const wide = context.measureText(words.test).width + 62;
  legend(context, right, words.train, colour(ink), [], wide);
}

/** @param {Drawable} context @param {number[]} from @param {number[]} to */
function line(context, from, to) {
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  context.stroke();
}

/**
 * @param {Drawable} context @param {number[]} steps @param {(number | null)[]} values
 * @param {(step: number) => number} x @param {(loss: number) => number} y
 * @param {boolean} positive  whether others cannot be drawn
 * @param {string} colour @param {number[]} dash
 */
function curve(context, steps, values, x, y, positive, colour, dash) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(dash);
  context.beginPath();
  let drawing = false;
  for (const [i, value] of values.entries()) {
    const shown = value !== null && (!positive || value > 0);
    if (shown && drawing) context.lineTo(x(steps[i]), y(value));
    else if (shown) context.moveTo(x(steps[i]), y(value));
    drawing = shown;
  }
  context.stroke();
  context.setLineDash([]);
}

/** Which line this is, below the chart. @param {Drawable} context @param {Other} other @param {number} y */
function name(context, { name, colour, dash }, y) {
  context.textAlign = "left";
  context.fillText(name, LEFT + SWATCH + 8, y);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(dash);
  line(context, [LEFT, y], [LEFT + SWATCH, y]);
  context.setLineDash([]);
}

/**
 * @param {Drawable} context @param {number} right @param {string} word @param {string} colour
 * @param {number[]} dash @param {number} before  room that is taken
 */
function legend(context, right, word, colour, dash, before) {
  context.textAlign = "right";
  context.fillStyle = colour;
  context.fillText(word, right - before, TOP - 18);
  const end = right - before - context.measureText(word).width - 8;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(dash);
  line(context, [end - SWATCH, TOP - 18], [end, TOP - 18]);
  context.setLineDash([]);
}
