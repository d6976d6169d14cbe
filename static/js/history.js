/**
 * The losses of a run over its steps, of bounded length: when full, every second record goes.
 * @typedef {import("./types.js").History} HistoryMessage
 */

/** @param {number | null | undefined} value @returns {number | null} */
const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

export class LossHistory {
  /** @param {number} [capacity]  records kept at most */
  constructor(capacity = 1200) {
    this.capacity = capacity;
    /** @type {number[]} */
    this.steps = [];
    /** @type {(number | null)[]} */
    this.train = [];
    /** @type {(number | null)[]} */
    this.test = [];
  }

  /** Begin with what the server remembers. @param {HistoryMessage} history */
  restart(history) {
    this.steps = [...history.step];
    this.train = history.train_loss.map(finite);
    this.test = history.test_loss.map(finite);
    while (this.steps.length > this.capacity) this.#thin();
  }

  /**
   * Take in the losses of a later step; others are left aside.
   * @param {number} step @param {number} train @param {number} test
   * @returns {boolean} whether it was new
   */
  append(step, train, test) {
    const last = this.steps.at(-1) ?? -1;
    if (step <= last || (finite(train) === null && finite(test) === null)) return false;
    this.steps.push(step);
    this.train.push(finite(train));
    this.test.push(finite(test));
    if (this.steps.length > this.capacity) this.#thin();
    return true;
  }

  #thin() {
    const last = this.steps.length - 1;
    /** @param {unknown} _ @param {number} i */
    const kept = (_, i) => i === last || i % 2 === 0;
    this.steps = this.steps.filter(kept);
    this.train = this.train.filter(kept);
    this.test = this.test.filter(kept);
  }
}
