/**
 * A map of the plane in nine numbers, for those who do not see it.
 */
import { NO_NUMBER } from "../quantised.js";

/** Areas side by side, and one above the other. */
const ACROSS = 3;

/**
 * What a map says in each of nine areas.
 * @param {ArrayLike<number>} values  int8, row 0 at the top @param {number[]} shape  rows, columns
 * @param {(value: number) => number} read  what one value counts
 * @returns {number[][]} means, row 0 at the top; NaN where there is no number
 */
export function areaMeans(values, [rows, columns], read) {
  const sums = Array.from({ length: ACROSS }, () => new Float64Array(ACROSS));
  const counts = Array.from({ length: ACROSS }, () => new Float64Array(ACROSS));
  for (let row = 0; row < rows; row++) {
    const down = Math.floor((row * ACROSS) / rows);
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column];
      if (value === NO_NUMBER) continue;
      const along = Math.floor((column * ACROSS) / columns);
      sums[down][along] += read(value);
      counts[down][along] += 1;
    }
  }
  return sums.map((row, i) => Array.from(row, (sum, j) => sum / counts[i][j]));
}
