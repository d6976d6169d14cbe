/** Where numbers stand in a small chart. */

/** @typedef {{ least: number, most: number, logarithmic: boolean }} Axis */

/** How many powers of ten a logarithmic axis spans at most. */
const DECADES = 8;

/**
 * An axis that holds all finite values; a logarithmic one those above 0.
 * @param {Iterable<number | null>} values @param {boolean} logarithmic
 * @param {number[]} [always]  what it holds besides
 * @returns {Axis}
 */
export function axisOf(values, logarithmic, always = []) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of [...values, ...always]) {
    if (value === null || !Number.isFinite(value) || (logarithmic && value <= 0)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return { least: logarithmic ? 1e-3 : 0, most: 1, logarithmic };
  if (logarithmic) least = Math.max(least, most / 10 ** DECADES);
  if (least === most) {
    const around = logarithmic ? 10 : Math.abs(least) || 1;
    return logarithmic
      ? { least: least / around, most: most * around, logarithmic }
      : { least: least - around, most: most + around, logarithmic };
  }
  return { least, most, logarithmic };
}

/**
 * How far along an axis a value stands, 0 to 1; what lies outside stands at the end.
 * @param {Axis} axis @param {number} value
 */
export function placeOn({ least, most, logarithmic }, value) {
  if (logarithmic && value <= 0) return 0;
  /** @param {number} x */
  const scaled = (x) => (logarithmic ? Math.log(x) : x);
  const share = (scaled(value) - scaled(least)) / (scaled(most) - scaled(least));
  return Math.max(0, Math.min(1, share));
}

/**
 * The value that stands the nearest to a place along an axis, so that the outermost can be reached.
 * @param {Axis} axis @param {number[]} values @param {number} share  0 to 1
 * @returns {number | null} null where there are none
 */
export function nearestOn(axis, values, share) {
  let [nearest, distance] = [/** @type {number | null} */ (null), Infinity];
  for (const value of values) {
    const away = Math.abs(placeOn(axis, value) - share);
    if (away < distance) [nearest, distance] = [value, away];
  }
  return nearest;
}
