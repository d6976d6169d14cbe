/** How far apart two colours are, for whom. */
/** @typedef {[number, number, number]} Triple */

/**
 * Simulation of a missing kind of cone, in linear RGB, severity 1.0.
 * Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15(6), 2009.
 * @type {Record<string, Triple[]>}
 */
export const VISION = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** @param {Triple[]} matrix @param {Triple} vector @returns {Triple} */
const times = (matrix, [a, b, c]) =>
  /** @type {Triple} */ (matrix.map(([x, y, z]) => x * a + y * b + z * c));

/** @param {number} part  0 to 255 */
function linear(part) {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** CIE XYZ of linear sRGB, white D65. @type {Triple[]} */
const XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE = [0.95047, 1, 1.08883];

/**
 * CIE L*a*b* of a colour as somebody sees it.
 * @param {Triple} rgb  0 to 255 @param {string} vision  a key of `VISION`
 * @returns {Triple}
 */
export function lab([r, g, b], vision) {
  const seen = times(VISION[vision], [linear(r), linear(g), linear(b)]);
  const inside = /** @type {Triple} */ (seen.map((part) => Math.max(0, Math.min(1, part))));
  const [x, y, z] = times(XYZ, inside).map((part, i) => {
    const t = part / WHITE[i];
    return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const radians = Math.PI / 180;
const seventh = 25 ** 7;

/**
 * CIEDE2000. Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Research and
 * Application 30(1), 2005.
 * @param {Triple} one @param {Triple} other  L*a*b*
 * @returns {number}
 */
export function difference([l1, a1, b1], [l2, a2, b2]) {
  const mean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(mean ** 7 / (mean ** 7 + seventh)));
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const grey = c1 * c2 === 0;
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const between = grey ? h1 + h2 : middle(h1, h2);
  const dL = l2 - l1;
  const dC = c2 - c1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * radians);
  const [L, C] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const t =
    1 -
    0.17 * Math.cos((between - 30) * radians) +
    0.24 * Math.cos(2 * between * radians) +
    0.32 * Math.cos((3 * between + 6) * radians) -
    0.2 * Math.cos((4 * between - 63) * radians);
  const sL = 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2);
  const sC = 1 + 0.045 * C;
  const sH = 1 + 0.015 * C * t;
  const theta = 30 * Math.exp(-(((between - 275) / 25) ** 2));
  const rC = 2 * Math.sqrt(C ** 7 / (C ** 7 + seventh));
  const rT = -Math.sin(2 * theta * radians) * rC;
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rT * (dC / sC) * (dH / sH));
}

/** @param {number} a @param {number} b @returns {number} degrees */
const hue = (a, b) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / radians + 360) % 360);

/** @param {number} h1 @param {number} h2 */
function middle(h1, h2) {
  const sum = h1 + h2;
  if (Math.abs(h1 - h2) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}
