/**
 * Losses, accuracies or how well boxes fit over the steps, drawn by uPlot: the present branch strong, with train and
 * test; others thin, in lines of their own, below it.
 *
 * @typedef {import("../types.js").Change} Change
 * @typedef {import("../history.js").LossHistory} LossHistory
 * @typedef {import("./series.js").Measure} Measure
 * @typedef {{ step: number, train: number | null, test: number | null }} Reading
 */
import UPlot from "uplot";
import { besideLosses } from "../compare/beside.js";
import { colour, lineWidth, textSize } from "../controls/canvas.js";
import { formatLoss, formatPercent, formatQuantity } from "../format.js";
import { BESIDE_DASHES, styleOf } from "../timeline/styles.js";
import { drawMarks, drawPosition } from "./chart-marks.js";
import { curves, losses } from "./losses.js";
import { columnsOf, lineOf, valueAtStep } from "./series.js";

const FIRST_STEPS = 100; // the width of the axis before anything has happened

/**
 * @param {number} value @returns {string} as short as an axis needs it
 */
export function axisNumber(value) {
  const size = Math.abs(value);
  if (size >= 1e9) return value.toExponential(0).replace("e+", "e");
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  if (size > 0 && size < 1e-3) return value.toExponential(0);
  return String(Number(value.toPrecision(3)));
}

/** @param {number} value  a share of 1 */
const axisPercent = (value) => `${Math.round(value * 100)}%`;

export class LossChart {
  /**
   * @param {HTMLElement} place
   * @param {{ logarithmic: boolean, measure: Measure, branches: number[],
   *   beside?: boolean, onRead: (reading: Reading | null) => void }} options  branches: the others that are drawn;
   *   beside: whether the second of two runs is
   */
  constructor(place, { logarithmic, measure, branches, beside = false, onRead }) {
    /** @type {Change[]} */
    this.changes = [];
    this.position = { step: 0, latest: 0 };
    this.measure = measure;
    this.branches = branches;
    this.beside = beside;
    this.onRead = onRead;
    const { clientWidth, clientHeight } = place;
    this.plot = new UPlot(
      this.#options(clientWidth, clientHeight, logarithmic && measure === "loss"),
      this.#data(),
      place,
    );
    // What came above it since may have moved it.
    this.plot.over.addEventListener("mouseenter", () => this.plot.syncRect(true));
  }

  /** @returns {import("uplot").AlignedData} */
  #data() {
    const { steps, train, test } = columnsOf(losses, this.measure);
    if (!(this.branches.length || this.beside)) return [steps, train, test];
    // A branch that is not known yet has an empty line, so that there is one for every series.
    const tables = this.branches.map((id) => {
      const history = curves.of(id);
      const line = history && lineOf(history, this.measure);
      return line ? [line.steps, line.values] : [[], []];
    });
    if (this.beside) {
      const second = columnsOf(besideLosses, this.measure);
      tables.push([second.steps, second.train, second.test]);
    }
    return UPlot.join(
      /** @type {import("uplot").AlignedData[]} */ ([...tables, [steps, train, test]]),
    );
  }

  /**
   * @param {number} width @param {number} height @param {boolean} logarithmic
   * @returns {import("uplot").Options}
   */
  #options(width, height, logarithmic) {
    const text = textSize(11);
    const write = this.measure === "loss" ? axisNumber : axisPercent;
    const axis = {
      font: `${text}px ${colour("--font")}`,
      stroke: colour("--soft"),
      grid: { stroke: colour("--hair"), width: 1 },
      ticks: { show: false },
    };
    /** @param {(value: number) => string} text */
    const values = (text) => (/** @type {unknown} */ _, /** @type {(number | null)[]} */ all) =>
      all.map((value) => (value === null ? "" : text(value)));
    const most = this.measure === "loss" ? null : 1;
    return {
      width,
      height,
      legend: { show: false },
      // The last number of the axis stands with its middle at the right end.
      padding: [8, 1.2 * text, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { size: 6 }, y: false },
      scales: {
        x: {
          time: false,
          range: (_, least, last) => [least ?? 0, last > least ? last : (last ?? 0) + FIRST_STEPS],
        },
        y: logarithmic
          ? { distr: 3 }
          : { range: (_, __, found) => [0, (most ?? (found || 1)) * 1.05] },
      },
      axes: [
        { ...axis, values: values(axisNumber), size: text + 9, gap: 2, space: text * 5 },
        {
          ...axis,
          values: values(write),
          size: text * 3.4,
          gap: 4,
          space: text * (logarithmic ? 1.6 : 2.3),
        },
      ],
      series: [
        {},
        ...this.branches.map(branchSeries),
        ...(this.beside ? besideSeries() : []),
        ...ownSeries(),
      ],
      hooks: {
        draw: [
          (plot) => drawPosition(plot, this.position),
          (plot) => drawMarks(plot, this.changes),
        ],
        setCursor: [(plot) => this.#read(plot.cursor.idx ?? null)],
      },
    };
  }

  /** @param {number | null} i */
  #read(i) {
    const step = i === null ? undefined : this.plot.data[0][i];
    if (step === undefined) {
      this.onRead(null);
      return;
    }
    const { steps, train, test } = columnsOf(losses, this.measure);
    this.onRead({
      step,
      train: valueAtStep(steps, train, step),
      test: valueAtStep(steps, test, step),
    });
  }

  /** @param {Change[]} changes */
  setChanges(changes) {
    this.changes = changes;
    // Before it was drawn at all it has no axes, and would keep those of an empty chart.
    if (typeof this.plot.scales.x.min === "number") this.plot.redraw();
  }

  /** @param {{ step: number, latest: number }} position  where one stands */
  update(position) {
    this.position = position;
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

/** @returns {import("uplot").Series[]} */
const ownSeries = () => [
  { stroke: colour("--ink"), width: lineWidth(1.8), points: { show: false } },
  { stroke: colour("--soft"), width: lineWidth(1.6), dash: [5, 3], points: { show: false } },
];

/** The second of two runs, by its dashes as well as its colour. @returns {import("uplot").Series[]} */
const besideSeries = () =>
  BESIDE_DASHES.map((dash) => ({
    stroke: colour("--beside"),
    width: lineWidth(1.8),
    dash,
    points: { show: false },
  }));

/** @param {number} id @returns {import("uplot").Series} */
function branchSeries(id) {
  const { colour: name, dash } = styleOf(id);
  return { stroke: colour(name), width: lineWidth(1.3), dash, points: { show: false } };
}

/** @param {Measure} measure */
export const formatOf = (measure) => (measure === "loss" ? formatLoss : formatPercent);

/** All digits that a float32 has: what is read is the number itself. */
const EXACT = 9;

/** @param {Reading} reading @param {Measure} measure @param {(key: string) => string} t */
export function readingText({ step, train, test }, measure, t) {
  const write =
    measure === "loss"
      ? (/** @type {number | null} */ value) => formatQuantity(value, EXACT)
      : formatPercent;
  return `${t("metric.step")} ${step} · ${t("metric.train")} ${write(train)} · ${t("metric.test")} ${write(test)}`;
}
