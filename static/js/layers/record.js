/**
 * How the layers did so far: the server's record, brought up to date by its messages.
 *
 * @typedef {import("../types.js").LayerRecord} LayerRecord
 * @typedef {import("../types.js").Statistics} Statistics
 */
import { signal } from "@preact/signals";

/** @type {Statistics} */
const NOTHING = {
  step: [],
  epoch: [],
  batch_loss: [],
  train_loss: [],
  test_loss: [],
  layers: [],
};

/** @type {import("../store.js").Signal<Statistics>} */
export const statistics = signal(NOTHING);

/**
 * A record, with newer ones in the place of all that came after a step.
 * @param {Statistics} known @param {number} after @param {Statistics} newer @returns {Statistics}
 */
export function continued(known, after, newer) {
  const kept = known.step.filter((step) => step <= after).length;
  const count = Math.max(known.layers.length, newer.layers.length);
  /** @param {(number | null)[] | undefined} before @param {(number | null)[] | undefined} then */
  const joined = (before, then) => [
    ...(before?.slice(0, kept) ?? Array(kept).fill(null)),
    ...(then ?? Array(newer.step.length).fill(null)),
  ];
  return {
    step: /** @type {number[]} */ (joined(known.step, newer.step)),
    epoch: /** @type {number[]} */ (joined(known.epoch, newer.epoch)),
    batch_loss: joined(known.batch_loss, newer.batch_loss),
    train_loss: joined(known.train_loss, newer.train_loss),
    test_loss: joined(known.test_loss, newer.test_loss),
    layers: Array.from({ length: count }, (_, i) => {
      const [before, then] = [known.layers[i], newer.layers[i]];
      const names = /** @type {(keyof LayerRecord)[]} */ (Object.keys(before ?? then));
      return /** @type {LayerRecord} */ (
        Object.fromEntries(names.map((name) => [name, joined(before?.[name], then?.[name])]))
      );
    }),
  };
}

/** @param {{ after: number, records: Statistics }} message */
export function receiveStatistics({ after, records }) {
  statistics.value = continued(statistics.value, after, records);
}

/**
 * The last record that was made by a step, or the first where all came later; −1 where there is
 * none.
 * @param {number[]} steps  rising @param {number} step
 */
export function recordAt(steps, step) {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return steps.length ? Math.max(0, low - 1) : -1;
}
