/**
 * Train and test loss over the steps, drawn by uPlot.
 *
 * @typedef {import("../types.js").Change} Change
 */
import UPlot from "uplot";
import { colour, lineWidth, textSize } from "../controls/canvas.js";
import { formatLoss } from "../format.js";
import { losses } from "./losses.js";

const FIRST_STEPS = 100; // the width of the axis before anything has happened

/** @typedef {{ step: number, train: number | null, test: number | null }} Reading */

/**
 * @param {number} value @returns {string} as short as an axis needs it
 */
export function axisNumber(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  if (size > 0 && size < 1e-3) return value.toExponential(0);
  return String(Number(value.toPrecision(3)));
}

export class LossChart {
  /**
   * @param {HTMLElement} place
   * @param {{ logarithmic: boolean, onRead: (reading: Reading | null) => void }} options
   */
  constructor(place, { logarithmic, onRead }) {
    /** @type {Change[]} */
    this.changes = [];
    this.onRead = onRead;
    const { clientWidth, clientHeight } = place;
    this.plot = new UPlot(
      this.#options(clientWidth, clientHeight, logarithmic),
      this.#data(),
      place,
    );
  }

  /** @returns {import("uplot").AlignedData} */
  #data() {
    return [losses.steps, losses.train, losses.test];
  }

  /**
   * @param {number} width @param {number} height @param {boolean} logarithmic
   * @returns {import("uplot").Options}
   */
  #options(width, height, logarithmic) {
    const text = textSize(11);
    const axis = {
      font: `${text}px ${colour("--font")}`,
      stroke: colour("--soft"),
      grid: { stroke: colour("--hair"), width: 1 },
      ticks: { show: false },
      /** @param {unknown} _ @param {(number | null)[]} values */
      values: (_, values) => values.map((value) => (value === null ? "" : axisNumber(value))),
    };
    return {
      width,
      height,
      legend: { show: false },
      padding: [8, 8, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { size: 6 }, y: false },
      scales: {
        x: {
          time: false,
          range: (_, least, most) => [least ?? 0, most > least ? most : (most ?? 0) + FIRST_STEPS],
        },
        y: logarithmic ? { distr: 3 } : { range: (_, __, most) => [0, (most || 1) * 1.05] },
      },
      axes: [
        { ...axis, size: text + 9, gap: 2, space: text * 5 },
        { ...axis, size: text * 3.4, gap: 4, space: text * (logarithmic ? 1.6 : 2.3) },
      ],
      series: [
        {},
        { stroke: colour("--ink"), width: lineWidth(1.8), points: { show: false } },
        { stroke: colour("--soft"), width: lineWidth(1.6), dash: [5, 3], points: { show: false } },
      ],
      hooks: {
        draw: [(plot) => this.#markChanges(plot)],
        setCursor: [(plot) => this.#read(plot.cursor.idx ?? null)],
      },
    };
  }

  /** @param {import("uplot")} plot */
  #markChanges({ ctx, bbox, valToPos }) {
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("--bwd");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const { step } of this.changes) {
      const x = Math.round(valToPos(step, "x", true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
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

  /** @param {number | null} i */
  #read(i) {
    this.onRead(
      i === null ? null : { step: losses.steps[i], train: losses.train[i], test: losses.test[i] },
    );
  }

  /** @param {Change[]} changes */
  setChanges(changes) {
    this.changes = changes;
    // Before it was drawn at all it has no axes, and would keep those of an empty chart.
    if (typeof this.plot.scales.x.min === "number") this.plot.redraw();
  }

  update() {
    this.plot.setData(this.#data());
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    this.plot.setSize({ width, height });
  }

  destroy() {
    this.plot.destroy();
  }
}

/** @param {Reading} reading @param {(key: string) => string} t */
export const readingText = ({ step, train, test }, t) =>
  `${t("metric.step")} ${step} · ${formatLoss(train)} · ${formatLoss(test)}`;
