/**
 * Where the past of a neuron's weights stands in its small chart, in the units of the SVG.
 *
 * @typedef {import("../types.js").ParameterPast} ParameterPast
 * @typedef {{ input: number | null, values: number[] }} Line  input: null for the bias
 */

export const WIDTH = 256;
export const HEIGHT = 92;
export const LEFT = 34;
export const BOTTOM = 16;
export const TOP = 5;
export const RIGHT = WIDTH - 4;

/** The lines of a past, those of the weights first. @param {ParameterPast} past @returns {Line[]} */
export const linesOf = ({ inputs, weights, bias }) => [
  ...inputs.map((input, i) => ({ input, values: weights[i] })),
  ...(bias ? [{ input: null, values: bias }] : []),
];

/**
 * Scales from steps and values to pixels.
 * @param {number[]} steps @param {Line[]} lines
 */
export function scalesOf(steps, lines) {
  let [low, high] = [0, 0];
  for (const { values } of lines) {
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const across = (RIGHT - LEFT) / (last - first || 1);
  const up = (HEIGHT - BOTTOM - TOP) / (high - low || 1);
  return {
    low,
    high,
    x: (/** @type {number} */ step) => LEFT + (step - first) * across,
    y: (/** @type {number} */ value) => HEIGHT - BOTTOM - (value - low) * up,
  };
}

/** The moment nearest to a place in the chart. @param {number[]} steps @param {number} share  0 to 1 */
export function momentAt(steps, share) {
  const wanted = steps[0] + share * (steps[steps.length - 1] - steps[0]);
  let best = 0;
  for (const [i, step] of steps.entries()) {
    if (Math.abs(step - wanted) < Math.abs(steps[best] - wanted)) best = i;
  }
  return best;
}
