/** What the network answered, and whether it was asked this. */

/** @param {ArrayLike<number>} values @returns {[number, number]} the least and the largest */
function rangeOf(values) {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i]);
    most = Math.max(most, values[i]);
  }
  return [least, most];
}

const TOLERANCE = 1e-3;

/**
 * Whether a network's input is this picture. All pixels are standardised alike, so that both are
 * the same from their darkest to their brightest.
 * @param {ArrayLike<number>} input @param {ArrayLike<number>} pixels
 */
export function isInput(input, pixels) {
  if (input.length !== pixels.length) return false;
  const [low, high] = rangeOf(input);
  const [dark, bright] = rangeOf(pixels);
  if (high === low || bright === dark) return high === low && bright === dark;
  for (let i = 0; i < input.length; i++) {
    const difference = (input[i] - low) / (high - low) - (pixels[i] - dark) / (bright - dark);
    if (Math.abs(difference) > TOLERANCE) return false;
  }
  return true;
}

/**
 * One probability a class.
 * @param {ArrayLike<number>} outputs @param {number} classes @returns {number[]}
 */
export function sharesOf(outputs, classes) {
  if (outputs.length === 1) return [1 - outputs[0], outputs[0]];
  // Behind the classes there may be other answers.
  return Array.from(outputs).slice(0, classes);
}

/** The class with the largest share. @param {number[]} shares */
export const likeliest = (shares) => shares.indexOf(Math.max(...shares));
