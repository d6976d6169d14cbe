/** Numbers that are only drawn come in 8 or 16 bits with a scale (docs/protocol.md). */

/** The level of what is infinite or not a number, in 8 bits. */
export const NO_NUMBER = -128;

/**
 * The values that levels stand for.
 * @param {ArrayLike<number>} levels  int8 or int16
 * @param {ArrayLike<number>} scales  one, or one for each first index
 */
export function dequantise(levels, scales) {
  const most = levels instanceof Int16Array ? 32767 : 127;
  const each = levels.length / scales.length;
  return Float32Array.from(levels, (level, i) =>
    level < -most ? Number.NaN : (level * scales[Math.floor(i / each)]) / most,
  );
}
