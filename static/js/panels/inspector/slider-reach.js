/** How far the slider goes: to a round number well beyond the value. @param {number} value */
export function reachOf(value) {
  const wanted = Math.max(1, 2 * Math.abs(value));
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((digit) => digit * power).find((reach) => reach >= wanted) ?? wanted;
}
