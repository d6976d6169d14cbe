/**
 * What the chart draws of some branches: columns over steps that they share.
 *
 * @typedef {import("../history.js").LossHistory} LossHistory
 * @typedef {import("../history.js").Column} Column
 * @typedef {"loss" | "accuracy"} Measure
 */

/** @param {LossHistory} history @param {Measure} measure @returns {{ train: Column, test: Column }} */
export const columnsOf = (history, measure) =>
  measure === "loss"
    ? { train: history.train, test: history.test }
    : { train: history.trainAccuracy, test: history.testAccuracy };

/**
 * The one line of a branch beside the present one: on the test samples, or where there are none
 * on those it learns from.
 * @param {LossHistory} history @param {Measure} measure @returns {Column}
 */
export function lineOf(history, measure) {
  const { train, test } = columnsOf(history, measure);
  return test.some((value) => value !== null) ? test : train;
}

/**
 * The value in force at a step: the newest that was recorded by then.
 * @param {LossHistory} history @param {Column} column @param {number} step
 * @returns {number | null} null before its first record and after its last step
 */
export function valueAtStep(history, column, step) {
  if (step > history.newest) return null;
  return column[history.indexAt(step)] ?? null;
}
