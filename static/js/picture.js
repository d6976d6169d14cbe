/**
 * The newest numbers of the run. Parts of a frame come at their own rates; the picture keeps
 * the newest of each. While the part `exact` is as new as `network` its numbers stand for those,
 * and so do those of `spotlight_exact` for `spotlight`. A sample without a target, a drawing of which nobody
 * has said what it is, has neither that nor deltas.
 *
 * @typedef {import("./types.js").Layout} Layout
 * @typedef {import("./types.js").Header} Header
 * @typedef {import("./types.js").StateMessage} StateMessage
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").FramePart} FramePart
 * @typedef {import("./types.js").TensorView} TensorView
 */

/** @param {string} role @param {number} layer */
export const tensorKey = (role, layer) => `${role}/${layer}`;

/** @returns {Header} A run of which nothing has been heard yet. */
const emptyHeader = () => ({
  phase: "start",
  layer: 0,
  step: 0,
  latest: 0,
  epoch: 0,
  batchLoss: Number.NaN,
  trainLoss: Number.NaN,
  testLoss: Number.NaN,
  trainAccuracy: Number.NaN,
  testAccuracy: Number.NaN,
  stepsPerSecond: Number.NaN,
  measuredAt: 0,
  sequence: 0,
  madeAt: 0,
});

/**
 * A header with the exact numbers of a state, so that the last ones shown are right.
 * @param {Header} header
 * @param {Pick<StateMessage, "step" | "latest" | "epoch" | "phase" | "metrics">} state
 * @returns {Header}
 */
export const withState = (header, { step, latest, epoch, phase, metrics }) => ({
  ...header,
  step,
  measuredAt: metrics.measured_at,
  latest,
  epoch,
  phase: phase.kind,
  layer: phase.layer,
  batchLoss: metrics.batch_loss ?? Number.NaN,
  trainLoss: metrics.train_loss ?? Number.NaN,
  testLoss: metrics.test_loss ?? Number.NaN,
  trainAccuracy: metrics.train_accuracy ?? Number.NaN,
  testAccuracy: metrics.test_accuracy ?? Number.NaN,
});

/** The number of the pass that a part is of. @param {FramePart | undefined} part */
const passOf = (part) => part?.tensors.get(tensorKey("pass", 0))?.[0];

export class Picture {
  /** @param {Layout} layout */
  constructor(layout) {
    this.layout = layout;
    this.header = emptyHeader();
    /** @type {Map<string, FramePart>} */
    this.parts = new Map();
    /** By the names of parts: what the run was at when the newest of each came. @type {Map<string, Header>} */
    this.came = new Map();
    /** @type {Map<string, TensorView>} */
    this.views = new Map();
    /** @type {Map<string, number[]>} */
    this.shapes = new Map(
      layout.tensors.map(({ role, layer, shape }) => [tensorKey(role, layer), shape]),
    );
  }

  /**
   * Take in a frame. One that was made for another layout is left aside.
   * @param {Frame} frame
   * @returns {boolean} whether the frame belonged to this picture
   */
  merge(frame) {
    if (frame.layoutId !== this.layout.id) return false;
    this.header = frame.header;
    for (const part of frame.parts) {
      this.parts.set(part.name, part);
      this.came.set(part.name, frame.header);
    }
    const { exact, spotlight_exact: cells, ...rest } = Object.fromEntries(this.parts);
    const shown = Object.values(rest);
    if (exact && exact.step === rest.network?.step) shown.push(exact);
    // Of one sample at one phase are those of one pass.
    if (cells && passOf(cells) === passOf(rest.spotlight)) shown.push(cells);
    this.views = new Map(shown.flatMap(({ tensors }) => [...tensors]));
    const last = this.layout.layers.at(-1)?.index ?? 0;
    if (this.tensor("target", last)?.some(Number.isNaN)) {
      this.views.delete(tensorKey("target", last));
      for (const { index } of this.layout.layers) this.views.delete(tensorKey("deltas", index));
    }
    return true;
  }

  /** @param {string} role @param {number} layer @returns {TensorView | null} */
  tensor(role, layer) {
    return this.views.get(tensorKey(role, layer)) ?? null;
  }

  /** @param {string} role @param {number} layer @returns {number[] | null} */
  shape(role, layer) {
    return this.shapes.get(tensorKey(role, layer)) ?? null;
  }

  /**
   * The step at which the newest numbers of a part were taken.
   * @param {string} part @returns {number | null}
   */
  stepOf(part) {
    return this.parts.get(part)?.step ?? null;
  }

  /**
   * Whether a part came with the very phase that the run is at now: a message may tell of a phase
   * before its numbers are here.
   * @param {string} part
   */
  isOfNow(part) {
    const { step, phase, layer } = this.header;
    const came = this.came.get(part);
    return came?.step === step && came.phase === phase && came.layer === layer;
  }
}
