/** Where the largest number stands, in either direction. */

/** @param {number} count @param {(at: number) => number} size @returns {number | null} its place */
export function largestOf(count, size) {
  let found = null;
  let most = -1;
  for (let at = 0; at < count; at++) {
    const value = Math.abs(size(at));
    if (value > most) [most, found] = [value, at];
  }
  return found;
}

/** Of a tensor. @param {ArrayLike<number> | null} values */
export const largestIn = (values) => values && largestOf(values.length, (at) => values[at]);
