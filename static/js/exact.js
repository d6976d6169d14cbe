/** Numbers of 32 bits, with all the digits that they have and no more. */
import { exists, formatQuantity, NOTHING } from "./format.js";

const ENOUGH = 9; // significant digits tell every float32 from its neighbours

/**
 * @param {number | null | undefined} value  of 32 bits
 * @returns {string} the shortest that reads back as the same number
 */
export function formatExact(value) {
  if (!exists(value)) return NOTHING;
  if (!Number.isFinite(value) || value === 0) return formatQuantity(value);
  let digits = 1;
  while (digits < ENOUGH && Math.fround(Number(value.toPrecision(digits))) !== Math.fround(value)) {
    digits += 1;
  }
  // In powers of ten `formatQuantity` writes a digit less than it was asked for.
  const size = Math.abs(value);
  return formatQuantity(value, size >= 1e-4 && size < 1e5 ? digits : digits + 1);
}

/**
 * A number that came in 8 bits: it is off by up to this share of the largest one.
 * @param {number | null | undefined} value
 */
export const formatRounded = (value) => (exists(value) ? `≈ ${formatQuantity(value, 2)}` : NOTHING);

/** How many decimal digits two numbers agree to. @param {number} a @param {number} b */
export function digitsAgreeing(a, b) {
  const size = Math.max(Math.abs(a), Math.abs(b));
  if (a === b) return 16;
  return Math.max(0, Math.floor(-Math.log10(Math.abs(a - b) / size)));
}
