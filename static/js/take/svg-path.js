/** Pieces of SVG path data, out of what a canvas is told. */

/** As many digits as can be seen. @param {number} value */
export const short = (value) => Number(value.toFixed(2));

/**
 * @param {number} x @param {number} y @param {number} radius
 * @param {number} from  radians @param {number} to @param {boolean} backwards
 * @param {boolean} joined  whether a line leads to its start
 */
export function arcPath(x, y, radius, from, to, backwards, joined) {
  const turn = 2 * Math.PI;
  let sweep = backwards ? from - to : to - from;
  sweep = sweep >= turn ? turn : ((sweep % turn) + turn) % turn;
  const sign = backwards ? -1 : 1;
  /** @param {number} angle */
  const at = (angle) =>
    `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`;
  const r = short(radius);
  const flag = backwards ? 0 : 1;
  const begin = `${joined ? "L" : "M"}${at(from)}`;
  if (sweep < turn - 1e-9) {
    return `${begin}A${r} ${r} 0 ${sweep > Math.PI ? 1 : 0} ${flag} ${at(from + sign * sweep)}`;
  }
  // A whole circle would begin where it ends, and so be nothing: two halves.
  const half = (/** @type {number} */ angle) => `A${r} ${r} 0 1 ${flag} ${at(angle)}`;
  return `${begin}${half(from + sign * Math.PI)}${half(from)}`;
}

/**
 * @param {number} x @param {number} y @param {number} width @param {number} height
 * @param {number} corner  radius
 */
export function roundRectPath(x, y, width, height, corner) {
  const r = Math.min(corner, width / 2, height / 2);
  const [right, bottom] = [x + width, y + height];
  if (!(r > 0)) return `M${short(x)} ${short(y)}H${short(right)}V${short(bottom)}H${short(x)}Z`;
  const arc = `A${short(r)} ${short(r)} 0 0 1 `;
  return (
    `M${short(x + r)} ${short(y)}H${short(right - r)}${arc}${short(right)} ${short(y + r)}` +
    `V${short(bottom - r)}${arc}${short(right - r)} ${short(bottom)}H${short(x + r)}` +
    `${arc}${short(x)} ${short(bottom - r)}V${short(y + r)}${arc}${short(x + r)} ${short(y)}Z`
  );
}
