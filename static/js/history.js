/**
 * How well one branch of a run did over its steps, of bounded length: when full, every second record
 * goes.
 * @typedef {import("./types.js").History} HistoryMessage
 * @typedef {(number | null)[]} Column
 */

/** @param {number | null | undefined} value @returns {number | null} */
const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** The columns, and what the server calls them. */
const COLUMNS = /** @type {const} */ ({
  train: "train_loss",
  test: "test_loss",
  trainAccuracy: "train_accuracy",
  testAccuracy: "test_accuracy",
  trainIou: "train_iou",
  testIou: "test_iou",
});

const NAMES = /** @type {(keyof typeof COLUMNS)[]} */ (Object.keys(COLUMNS));

/**
 * Where the newest record at or before a step stands.
 * @param {number[]} steps  rising @param {number} step @returns {number} -1 where there is none
 */
export function indexAt(steps, step) {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

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
    /** Mean intersections over union of boxes, which not every record has. @type {Column} */
    this.trainIou = [];
    /** @type {Column} */
    this.testIou = [];
  }

  /** The newest step that is known; -1 where none is. */
  get newest() {
    return this.steps.at(-1) ?? -1;
  }

  /** Begin with what the server remembers. @param {Partial<HistoryMessage>} history */
  restart(history = {}) {
    this.steps = [...(history.step ?? [])];
    for (const name of NAMES) {
      const told = history[COLUMNS[name]];
      this[name] = this.steps.map((_, i) => finite(told?.[i]));
    }
    while (this.steps.length > this.capacity) this.#thin();
  }

  /**
   * Take in a later step. One at or before the newest is left aside: whoever looks back, or walks
   * the recorded way again, brings nothing new and loses nothing. Of the newest itself, what was
   * not known before is taken in.
   * @param {number} step @param {number} train @param {number} test
   * @param {...(number | null | undefined)} shares  of 1: accuracies, and how well boxes fit, train before test
   * @returns {boolean} whether it was new
   */
  append(step, train, test, ...shares) {
    if (step < this.newest || (finite(train) === null && finite(test) === null)) return false;
    const values = [train, test, ...shares];
    const known = step === this.newest;
    if (!known) this.steps.push(step);
    const last = this.steps.length - 1;
    for (const [i, name] of NAMES.entries()) this[name][last] ??= finite(values[i]);
    if (this.steps.length > this.capacity) this.#thin();
    return !known;
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
    for (const column of NAMES) common[column] = this[column].slice(0, count);
    return common;
  }

  /** Drop what was recorded of later steps. @param {number} step */
  forgetAfter(step) {
    if (this.newest > step) this.become(this.upTo(step));
  }

  /** Hold what another one holds. @param {LossHistory} other */
  become(other) {
    this.steps = [...other.steps];
    for (const column of NAMES) this[column] = [...other[column]];
  }

  /** Take in all later records of another history of the same branch. @param {LossHistory} other */
  extend(other) {
    for (const [i, step] of other.steps.entries()) {
      const [train, test, ...shares] = NAMES.map((name) => other[name][i] ?? Number.NaN);
      this.append(step, train, test, ...shares);
    }
  }

  /** Keep one of every two, and both ends: of a pair the one that knows more, or else the first. */
  #thin() {
    const last = this.steps.length - 1;
    /** @param {number} i */
    const knows = (i) => NAMES.filter((name) => this[name][i] !== null).length;
    /** @param {number} even */
    const secondIsKept = (even) => even > 0 && even < last - 1 && knows(even + 1) > knows(even);
    /** @param {unknown} _ @param {number} i */
    const kept = (_, i) => i === last || (i % 2 === 0 ? !secondIsKept(i) : secondIsKept(i - 1));
    const filtered = NAMES.map((name) => this[name].filter(kept));
    this.steps = this.steps.filter(kept);
    for (const [i, name] of NAMES.entries()) this[name] = filtered[i];
  }
}
