/** Where an axis has its numbers. Pure numbers: no canvas in here. */

/**
 * Round numbers of one distance: 1, 2 or 5 times a power of ten.
 * @param {number} low @param {number} high @param {number} most  how many at most
 * @returns {number[]}
 */
export function linearTicks(low, high, most) {
  if (!(high > low) || most < 1) return [];
  const wanted = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5].find((digit) => digit * power >= wanted) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Through text, so that 3 · 0.1 is 0.3.
  const tidy = (/** @type {number} */ value) => Number(value.toPrecision(12));
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

/**
 * Powers of ten, or where there are fewer than two of them, also their 2- and 5-fold.
 * @param {number} low  more than 0 @param {number} high
 * @returns {number[]}
 */
export function logTicks(low, high) {
  if (!(low > 0) || !(high > low)) return [];
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  /** @param {number[]} digits */
  const within = (digits) =>
    powers
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((value) => value >= low && value <= high);
  const tens = within([1]);
  return tens.length >= 2 ? tens : within([1, 2, 5]);
}
