/**
 * Rounded numbers that still agree with each other: whoever computes a formula again from the
 * digits that are shown arrives at the result that is shown.
 */

/** The number that stands there when it is written with so many significant digits. @param {number} value @param {number} digits */
export const rounded = (value, digits) =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;

/** @param {number} value @param {number} decimals */
export const roundedTo = (value, decimals) =>
  Number.isFinite(value) ? Number(value.toFixed(decimals)) : value;

/**
 * From few to many: digits of the operands, digits of the result.
 * @type {[number, number][]}
 */
export const ATTEMPTS = [
  [3, 3],
  [4, 3],
  [3, 2],
  [4, 2],
  [5, 3],
  [5, 2],
  [6, 2],
  [7, 2],
];

/**
 * The fewest digits at which a formula holds as it is shown.
 * @template {unknown[]} T
 * @param {T[]} attempts  in the order in which they are liked
 * @param {(...digits: T) => boolean} holds
 * @returns {{ digits: T, exact: boolean }} where none holds the last one, and exact is false: a
 *   result that is next to nothing beside its operands takes more digits than anybody reads
 */
export function settle(attempts, holds) {
  const digits = attempts.find((attempt) => holds(...attempt));
  return { digits: digits ?? attempts[attempts.length - 1], exact: digits !== undefined };
}

/**
 * Decimals with which a small difference can be seen, in two significant digits.
 * @param {number} difference
 */
export function decimalsFor(difference) {
  const size = Math.abs(difference);
  if (!(size > 0) || !Number.isFinite(size)) return 3;
  return Math.max(2, Math.min(12, 1 - Math.floor(Math.log10(size))));
}
