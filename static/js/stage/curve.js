/** The curve of all lines between two columns. Pure numbers. */

/**
 * A point of an edge: a cubic whose control points lie half way across, level with its ends.
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
 * @param {number} t  0 at the start, 1 at the end
 * @returns {[number, number]}
 */
export function edgePoint(x0, y0, x1, y1, t) {
  const s = 1 - t;
  const middle = (x0 + x1) / 2;
  return [
    s * s * s * x0 + 3 * s * t * middle + t * t * t * x1,
    y0 + (y1 - y0) * t * t * (3 - 2 * t),
  ];
}

/**
 * How much of its height an edge has climbed at a share of its way across, 0 to 1 both: the same
 * curve as `edgePoint`, as a function of x. All edges of a gap share it.
 * @param {number} across
 */
export function heightShare(across) {
  // 1.5 t - 1.5 t² + t³ = across has one root, which Newton's method finds from anywhere.
  let t = across;
  for (let i = 0; i < 4; i++) {
    t -= (t * (1.5 + t * (t - 1.5)) - across) / (1.5 + 3 * t * (t - 1));
  }
  return t * t * (3 - 2 * t);
}
