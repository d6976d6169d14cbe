/**
 * The charts of all layers for taking home: the same ones as the page's own, on any 2D context, with
 * the ends of their axes written at them.
 *
 * @typedef {import("../take/paper.js").Drawable} Drawable
 * @typedef {import("../types.js").LayerRecord} LayerRecord
 * @typedef {import("./axes.js").Axis} Axis
 * @typedef {import("./beside.js").Beside} Beside
 * @typedef {import("./draw.js").Surface} Surface
 * @typedef {import("./hues.js").Hues} Hues
 * @typedef {import("./paint.js").Over} Over
 * @typedef {import("./paint.js").Spread} Spread
 *
 * @typedef {object} Row  a layer
 * @property {string} title
 * @property {string} subtitle
 * @property {LayerRecord | null} record  null where nothing is recorded yet
 * @property {Beside[]} besides
 * @property {Record<Spread, { counts: ArrayLike<number> | null, values: string }>} spreads
 *   counts: of the values now, where they are here
 * @property {string} update
 *
 * @typedef {object} Frame
 * @property {Over} over
 * @property {number} now  the step at which the run stands
 * @property {string} font
 * @property {Record<"activations" | "gradients" | "updates" | "step", string>} words
 * @property {string[]} notes  lines below the charts
 * @property {{ id: number, name: string }[]} legend  which thin line is which branch; below the notes
 */
import { formatQuantity } from "../format.js";
import { styleOf } from "../timeline/styles.js";
import { drawCursor, drawHistogram } from "./draw.js";
import { huesOf, paintSpread, paintUpdates, spreadAxis, updateAxis } from "./paint.js";

const MARGIN = 16;
const LINE = 18;
const CHART = 84;
const NOW = 58; // the width of a histogram
const ENDS = 64; // room for the ends of an upright axis
const OVER_TIME = 190;
const GAP = 24;
const SWATCH = 26;
const SPREAD = NOW + ENDS + OVER_TIME;
const ROW = 2 * LINE + CHART + GAP;

export const WIDTH = 2 * MARGIN + 2 * (SPREAD + GAP) + ENDS + OVER_TIME;

/** How high the picture of so many layers is. @param {number} layers @param {string[]} notes @param {unknown[]} legend */
export const heightOf = (layers, notes, legend) =>
  layers * ROW + (notes.length + legend.length + 1) * LINE + MARGIN;

/** @param {Drawable} context @param {Row[]} rows @param {Frame} frame */
export function drawLayers(context, rows, frame) {
  const { over, font, notes, legend } = frame;
  context.textBaseline = "middle";
  const longest = Math.max(
    over.steps.length,
    ...rows.flatMap(({ besides }) => besides.map(({ steps }) => steps.length)),
  );
  for (const [i, row] of rows.entries()) {
    within(context, MARGIN, i * ROW, () => drawRow(context, row, { ...frame, ends: longest > 1 }));
  }
  context.textAlign = "left";
  context.font = `12px ${font}`;
  context.fillStyle = over.hues.soft;
  for (const [i, note] of notes.entries()) {
    context.fillText(note, MARGIN, rows.length * ROW + (i + 0.5) * LINE + LINE);
  }
  for (const [i, { id, name }] of legend.entries()) {
    const y = rows.length * ROW + (notes.length + i + 0.5) * LINE + LINE;
    const { colour, dash } = styleOf(id);
    context.strokeStyle = over.hues.branches[colour];
    context.lineWidth = 2;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(MARGIN, y);
    context.lineTo(MARGIN + SWATCH, y);
    context.stroke();
    context.setLineDash([]);
    context.fillText(name, MARGIN + SWATCH + 8, y);
  }
}

/** @param {Drawable} context @param {number} x @param {number} y @param {() => void} draw */
function within(context, x, y, draw) {
  context.save();
  context.translate(x, y);
  draw();
  context.restore();
}

/** @param {Drawable} context @param {Row} row @param {Frame & { ends: boolean }} frame  ends: of the steps, where there are two */
function drawRow(context, row, frame) {
  const { title, subtitle, record, besides, spreads, update } = row;
  const known = record !== null || besides.length > 0;
  const { over, words, font } = frame;
  context.textAlign = "left";
  context.fillStyle = over.hues.ink;
  context.font = `700 14px ${font}`;
  context.fillText(title, 0, LINE / 2);
  const wide = context.measureText(title).width;
  context.font = `12px ${font}`;
  context.fillStyle = over.hues.soft;
  context.fillText(subtitle, wide + 10, LINE / 2);

  for (const [i, what] of /** @type {const} */ (["activation", "gradient"]).entries()) {
    const { counts, values } = spreads[what];
    within(context, i * (SPREAD + GAP), LINE, () => {
      head(context, words[`${what}s`], values, SPREAD, frame);
      if (counts) {
        within(context, 0, LINE, () =>
          drawHistogram(surfaceOf(context, NOW), counts, huesOf(what, over.hues)[0]),
        );
      }
      if (!known) return;
      const axis = spreadAxis(row, what, over.logarithmic);
      chart(context, NOW, axis, frame, (surface) => paintSpread(surface, row, what, over));
    });
  }
  within(context, 2 * (SPREAD + GAP), LINE, () => {
    head(context, words.updates, update, ENDS + OVER_TIME, frame);
    if (!known) return;
    const axis = updateAxis(row, over.logarithmic);
    chart(context, 0, axis, frame, (surface) => paintUpdates(surface, row, over));
  });
}

/** @param {Drawable} context @param {number} width @returns {Surface} */
const surfaceOf = (context, width) => ({
  // What is drawn on is a canvas, or takes the same calls.
  context: /** @type {CanvasRenderingContext2D} */ (context),
  width,
  height: CHART,
});

/**
 * What a chart shows, and its numbers at the other end of the line.
 * @param {Drawable} context @param {string} what @param {string} values @param {number} width
 * @param {Frame} frame
 */
function head(context, what, values, width, { over, font }) {
  context.font = `12px ${font}`;
  context.fillStyle = over.hues.ink;
  context.textAlign = "left";
  context.fillText(what, 0, LINE / 2);
  context.textAlign = "right";
  context.fillText(values, width, LINE / 2);
}

/**
 * A chart over the steps, with the ends of its axes.
 * @param {Drawable} context @param {number} left @param {Axis} axis @param {Frame & { ends: boolean }} frame
 * @param {(surface: Surface) => void} paint
 */
function chart(context, left, axis, { over, now, font, words, ends }, paint) {
  const bottom = LINE + CHART;
  const right = left + ENDS + OVER_TIME;
  context.font = `11px ${font}`;
  context.fillStyle = over.hues.soft;
  context.textAlign = "right";
  context.fillText(formatQuantity(axis.most, 2), left + ENDS - 6, LINE + 6);
  context.fillText(formatQuantity(axis.least, 2), left + ENDS - 6, bottom - 6);
  if (ends) {
    context.fillText(String(over.x.most), right, bottom + 9);
    context.textAlign = "left";
    context.fillText(String(over.x.least), left + ENDS, bottom + 9);
  }
  context.textAlign = "center";
  context.fillText(words.step, left + ENDS + OVER_TIME / 2, bottom + 9);
  within(context, left + ENDS, LINE, () => {
    const surface = surfaceOf(context, OVER_TIME);
    paint(surface);
    drawCursor(surface, over.x, now, over.hues.soft, 1);
    context.strokeStyle = over.hues.edge;
    context.lineWidth = 1;
    context.strokeRect(0, 0, OVER_TIME, CHART);
  });
}
