/** @param {ArrayLike<number>} values @returns {number} √(mean of squares) */
export function rootMeanSquare(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}
