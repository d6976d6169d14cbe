/**
 * The losses and accuracies of one branch of a run over its steps, of bounded length: when full,
 * every second record goes.
 * @typedef {import("./types.js").History} HistoryMessage
 * @typedef {(number | null)[]} Column
 */

/** @param {number | null | undefined} value @returns {number | null} */
const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

const COLUMNS = /** @type {const} */ (["train", "test", "trainAccuracy", "testAccuracy"]);

export class LossHistory {
  /** @param {number} [capacity]  records kept at most */
  constructor(capacity = 1200) {
    this.capacity = capacity;
    /** Rising. @type {number[]} */
    this.steps = [];
    /** @type {Column} */
    this.train = [];
    /** @type {Column} */
    this.test = [];
    /** Shares of 1. @type {Column} */
    this.trainAccuracy = [];
    /** @type {Column} */
    this.testAccuracy = [];
  }

  /** The newest step that is known; -1 where none is. */
  get newest() {
    return this.steps.at(-1) ?? -1;
  }

  /** Begin with what the server remembers. @param {Partial<HistoryMessage>} history */
  restart({
    step = [],
    train_loss = [],
    test_loss = [],
    train_accuracy = [],
    test_accuracy = [],
  } = {}) {
    this.steps = [...step];
    this.train = this.steps.map((_, i) => finite(train_loss[i]));
    this.test = this.steps.map((_, i) => finite(test_loss[i]));
    this.trainAccuracy = this.steps.map((_, i) => finite(train_accuracy[i]));
    this.testAccuracy = this.steps.map((_, i) => finite(test_accuracy[i]));
    while (this.steps.length > this.capacity) this.#thin();
  }

  /**
   * Take in a later step. One at or before the newest is left aside: whoever looks back, or walks
   * the recorded way again, brings nothing new and loses nothing.
   * @param {number} step @param {number} train @param {number} test
   * @param {number} [trainAccuracy] @param {number} [testAccuracy]
   * @returns {boolean} whether it was new
   */
  append(step, train, test, trainAccuracy, testAccuracy) {
    if (step <= this.newest || (finite(train) === null && finite(test) === null)) return false;
    this.steps.push(step);
    this.train.push(finite(train));
    this.test.push(finite(test));
    this.trainAccuracy.push(finite(trainAccuracy));
    this.testAccuracy.push(finite(testAccuracy));
    if (this.steps.length > this.capacity) this.#thin();
    return true;
  }

  /**
   * What a branch that leaves here has in common with this one.
   * @param {number} step  where it leaves: the last one of both
   * @returns {LossHistory} another one, with all records up to that step
   */
  upTo(step) {
    const common = new LossHistory(this.capacity);
    const later = this.steps.findIndex((known) => known > step);
    const count = later < 0 ? this.steps.length : later;
    common.steps = this.steps.slice(0, count);
    for (const column of COLUMNS) common[column] = this[column].slice(0, count);
    return common;
  }

  /** Drop what was recorded of later steps. @param {number} step */
  forgetAfter(step) {
    if (this.newest > step) this.become(this.upTo(step));
  }

  /** Hold what another one holds. @param {LossHistory} other */
  become(other) {
    this.steps = [...other.steps];
    for (const column of COLUMNS) this[column] = [...other[column]];
  }

  /** Take in all later records of another history of the same branch. @param {LossHistory} other */
  extend(other) {
    for (const [i, step] of other.steps.entries()) {
      this.append(
        step,
        other.train[i] ?? Number.NaN,
        other.test[i] ?? Number.NaN,
        other.trainAccuracy[i] ?? Number.NaN,
        other.testAccuracy[i] ?? Number.NaN,
      );
    }
  }

  /**
   * Where the newest record at or before a step stands.
   * @param {number} step @returns {number} -1 where there is none
   */
  indexAt(step) {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.steps[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #thin() {
    const last = this.steps.length - 1;
    /** @param {unknown} _ @param {number} i */
    const kept = (_, i) => i === last || i % 2 === 0;
    this.steps = this.steps.filter(kept);
    for (const column of COLUMNS) this[column] = this[column].filter(kept);
  }
}
