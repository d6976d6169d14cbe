/**
 * The values a slider stops at: few, round, and within the catalog's limits.
 * @typedef {import("../types.js").Setting} Setting
 */

const LINEAR_STOPS = 50;
const DECADES_BELOW = 4; // how far a logarithmic scale that includes 0 reaches below its maximum

/** @param {number} value */
const clean = (value) => Number(value.toPrecision(10));

/** @param {Setting} setting @returns {number[]} rising */
export function stopsOf(setting) {
  const { minimum = 0, maximum = 1 } = setting;
  const whole = setting.type === "integer";
  return setting.scale === "logarithmic"
    ? logarithmic(minimum, maximum, whole)
    : linear(minimum, maximum, whole);
}

/** @param {number} minimum @param {number} maximum @param {boolean} whole */
function linear(minimum, maximum, whole) {
  const rough = (maximum - minimum) / LINEAR_STOPS;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((step) => step * decade >= rough * 0.999) ?? 10;
  const step = whole ? Math.max(1, Math.round(factor * decade)) : factor * decade;
  const stops = new Set([minimum]);
  for (let i = Math.ceil(minimum / step); i * step <= maximum * (1 + 1e-9); i++) {
    stops.add(clean(i * step));
  }
  stops.add(maximum);
  return [...stops];
}

/** @param {number} minimum @param {number} maximum @param {boolean} whole */
function logarithmic(minimum, maximum, whole) {
  const least = minimum > 0 ? minimum : whole ? 1 : maximum / 10 ** DECADES_BELOW;
  const stops = new Set([minimum]);
  const factors = whole ? [1, 2, 5] : [1, 3];
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= maximum; power++) {
    for (const factor of factors) {
      const value = clean(factor * 10 ** power);
      if (value >= clean(least) && value <= maximum) stops.add(value);
    }
  }
  stops.add(maximum);
  return [...stops];
}

/** @param {number[]} stops @param {number} value @returns {number} the nearest stop's position */
export function nearestStop(stops, value) {
  let best = 0;
  for (const [i, stop] of stops.entries()) {
    if (Math.abs(stop - value) < Math.abs(stops[best] - value)) best = i;
  }
  return best;
}
