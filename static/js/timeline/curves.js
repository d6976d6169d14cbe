/**
 * The losses of every branch: of the present one as finely as they came, of the others as they
 * were when they were left, or as the server remembers them.
 *
 * @typedef {import("../types.js").History} HistoryMessage
 * @typedef {import("../types.js").Branch} Branch
 */
import { LossHistory } from "../history.js";

/** @param {Partial<HistoryMessage> | null | undefined} message */
function read(message) {
  const history = new LossHistory();
  history.restart(message ?? {});
  return history;
}

export class Curves {
  constructor() {
    /** Of the branch one stands on. Always this same object. */
    this.present = new LossHistory();
    /** The number of that branch; null until it is told. @type {number | null} */
    this.branch = null;
    /** @type {Map<number, LossHistory>} */
    this.others = new Map();
    /** The branches that the server last told of. @type {Map<number, Branch>} */
    this.there = new Map();
    /** What the server last told of the branch one stands on. @type {HistoryMessage | null} */
    this.told = null;
    /** What came of a branch whose place is not told yet. @type {LossHistory | null} */
    this.unplaced = null;
  }

  /** Another connection may be to another server, whose branches have the same numbers. */
  forget() {
    this.branch = this.told = this.unplaced = null;
    this.others.clear();
    this.there.clear();
    this.present.restart();
  }

  /** Take in the losses of a step. @param {Parameters<LossHistory["append"]>} losses */
  append(...losses) {
    (this.unplaced ?? this.present).append(...losses);
  }

  /**
   * The server has described the run.
   * @param {HistoryMessage} history  of the branch one stands on
   * @param {number} branch  its number
   * @param {boolean} anew  whether it stands at step 0 again: where nothing is remembered, what was shown is void
   */
  describe(history, branch, anew) {
    this.told = history;
    this.unplaced = null;
    if (this.branch === null || (branch === this.branch && anew && !history.step.length)) {
      this.branch = branch;
      this.present.restart(history);
    } else if (branch === this.branch) {
      this.present.extend(read(history));
    } else if (this.there.has(branch)) {
      this.#enter(branch);
    } else {
      // It has just begun; where, its place among the others will tell in a moment.
      this.unplaced = new LossHistory();
    }
  }

  /** The branch of this number is no longer the present one. @param {number} id */
  #keep(id) {
    this.others.set(id, this.present.upTo(Infinity));
  }

  /**
   * The server has told of all branches.
   * @param {Branch[]} branches @param {number} now  the one one stands on
   */
  arrange(branches, now) {
    this.there = new Map(branches.map((branch) => [branch.id, branch]));
    if (this.branch !== now) this.#enter(now);
    if (this.unplaced) this.present.extend(this.unplaced);
    this.unplaced = null;
    this.present.forgetAfter(this.there.get(now)?.latest ?? Infinity);
    for (const id of this.others.keys()) if (!this.there.has(id)) this.others.delete(id);
    for (const { id, latest, history } of branches) {
      const known = this.others.get(id)?.newest ?? -1;
      if (id === now || !history || known >= latest) continue;
      const whole = read(history);
      if (whole.newest > known) this.others.set(id, whole);
    }
    for (const branch of branches) this.#withBeginning(branch);
  }

  /** @param {number} now */
  #enter(now) {
    const left = this.branch;
    if (left !== null) this.#keep(left);
    this.branch = now;
    const branch = this.there.get(now);
    const seen = this.others.get(now);
    this.others.delete(now);
    // What has just begun has its parent's past, in all the detail that was seen of it.
    const parent = branch?.parent == null ? null : this.of(branch.parent);
    const start = seen ?? parent?.upTo(branch?.from ?? 0) ?? new LossHistory();
    start.extend(read(this.told));
    this.present.become(start);
  }

  /** A branch is drawn from step 0: what it lacks before its first record is its parent's. @param {Branch} branch */
  #withBeginning({ id, parent, from }) {
    const own = this.of(id);
    const before = parent === null ? null : this.of(parent);
    if (!own || !before || (own.steps[0] ?? -1) < from) return;
    const whole = before.upTo(from);
    whole.extend(own);
    own.become(whole);
  }

  /** @param {number} id @returns {LossHistory | null} null where nothing is known of it */
  of(id) {
    return id === this.branch ? this.present : (this.others.get(id) ?? null);
  }
}
