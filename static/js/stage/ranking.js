/** Which of many numbers are the largest: what is drawn when there is not room for all. */

const BINS = 1024;
const counts = new Uint32Array(BINS);

/** The largest absolute value, 0 where there is none. @param {ArrayLike<number>} values */
export function largest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > most) most = size;
  }
  return most;
}

/**
 * The indices of the `count` largest absolute values, in the order in which they stand. One pass
 * over a histogram instead of sorting; where values tie at the cut the first ones are taken.
 * @param {ArrayLike<number>} values
 * @param {number} count
 * @returns {Int32Array} fewer than `count` where there are fewer, or fewer that are not zero
 */
export function strongest(values, count) {
  const most = largest(values);
  if (!(most > 0) || !Number.isFinite(most) || count <= 0) return new Int32Array(0);
  const factor = (BINS - 1) / most;
  counts.fill(0);
  // Bin 0 is for zeros alone; rounding must not push the largest beyond the last bin.
  const binOf = (/** @type {number} */ value) =>
    Math.min(BINS - 1, Math.ceil(Math.abs(value) * factor));
  for (let i = 0; i < values.length; i++) counts[binOf(values[i])]++;
  let bin = BINS - 1;
  let above = 0;
  while (bin >= 1 && above + counts[bin] <= count) above += counts[bin--];
  // All values in bins above `bin` are in; of `bin` itself as many as there is room for.
  let spare = bin >= 1 ? count - above : 0;
  const chosen = new Int32Array(above + Math.min(spare, bin >= 1 ? counts[bin] : 0));
  let n = 0;
  for (let i = 0; i < values.length && n < chosen.length; i++) {
    const at = binOf(values[i]);
    if (at > bin || (at === bin && spare-- > 0)) chosen[n++] = i;
  }
  return chosen;
}

/**
 * Share a budget among groups: small ones keep all they have, large ones get equally much.
 * @param {number[]} sizes @param {number} budget
 * @returns {number[]} what each may use, at most its size
 */
export function shareBudget(sizes, budget) {
  const shares = sizes.map(() => 0);
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[a] - sizes[b]);
  let left = budget;
  for (const [done, i] of order.entries()) {
    shares[i] = Math.min(sizes[i], Math.floor(left / (order.length - done)));
    left -= shares[i];
  }
  return shares;
}
