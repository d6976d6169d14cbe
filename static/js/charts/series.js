/**
 * What the chart draws of some branches: columns over the steps that have them.
 *
 * @typedef {import("../history.js").LossHistory} LossHistory
 * @typedef {import("../history.js").Column} Column
 * @typedef {"loss" | "accuracy" | "iou"} Measure
 * @typedef {{ steps: number[], train: Column, test: Column }} Columns
 */
import { indexAt } from "../history.js";

/** @param {LossHistory} history @param {Measure} measure @returns {Columns} */
export function columnsOf(history, measure) {
  const { steps, train, test } = history;
  if (measure === "loss") return { steps, train, test };
  if (measure === "accuracy")
    return { steps, train: history.trainAccuracy, test: history.testAccuracy };
  // It comes with fewer frames than the others: the line leads from one that was measured to the next.
  /** @param {unknown} _ @param {number} i */
  const measured = (_, i) => history.trainIou[i] !== null || history.testIou[i] !== null;
  return {
    steps: steps.filter(measured),
    train: history.trainIou.filter(measured),
    test: history.testIou.filter(measured),
  };
}

/**
 * The one line of a branch beside the present one: on the test samples, or where there are none
 * on those it learns from.
 * @param {LossHistory} history @param {Measure} measure
 * @returns {{ steps: number[], values: Column }}
 */
export function lineOf(history, measure) {
  const { steps, train, test } = columnsOf(history, measure);
  return { steps, values: test.some((value) => value !== null) ? test : train };
}

/**
 * The value in force at a step: the newest that was recorded by then.
 * @param {number[]} steps  rising @param {Column} column @param {number} step
 * @returns {number | null} null before its first record and after its last step
 */
export function valueAtStep(steps, column, step) {
  if (step > (steps.at(-1) ?? -1)) return null;
  return column[indexAt(steps, step)] ?? null;
}
