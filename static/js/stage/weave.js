/**
 * All edges between two columns of neurons as pixels, without a path for each.
 *
 * They start at one x, end at another, and bend alike: in one column of pixels they differ in their
 * height only. There an edge is an upright bar with soft ends. Where a bar begins and ends is noted
 * in an array, and one walk down the array gives what all bars together cover. So an edge costs the
 * same in each column, however steep it is.
 *
 * Where edges lie over each other their optical depths, -ln(1 - opacity), add up: the opacity of
 * painting them one after another, in any order. The colour is the mean of both signs by depth.
 *
 * @typedef {import("../palette.js").Rgb} Rgb
 *
 * @typedef {object} Gap  lengths in device pixels, y downwards
 * @property {number} left  where the edges start
 * @property {number} right  where they end
 * @property {ArrayLike<number>} starts  heights of the inputs, evenly spaced
 * @property {ArrayLike<number>} ends  heights of the units
 * @property {Float32Array} widths  of the edges: units × inputs
 * @property {Float32Array} depths  optical, negative for negative weights, 0 where there is no edge
 */
import { heightShare } from "./curve.js";

/** A gap is cut into this many pieces, in which the slope of an edge is taken for constant. */
const PIECES = 16;
/** Device pixels: in a wider gap edges are level enough for columns of two pixels. */
const WIDE = 200;
/** A depth of 1 in whole numbers: these leave nothing behind where a bar ends. */
const ONE = 1 << 18;
/** A row in whole numbers. */
const ROW = 1 << 16;
/** Steps of the table of opacities for a depth of 1, and the depth at which it ends. */
const FINE = 256;
const DEEPEST = 6;
const MIXTURES = 64;

/** Alpha bytes, by depth. */
const OPACITY = Uint32Array.from({ length: FINE * DEEPEST + 1 }, (_, i) =>
  Math.round(255 * (1 - Math.exp(-i / FINE))),
);

/** @param {number} opacity  0 to 1 */
export const opticalDepth = (opacity) => -Math.log(1 - Math.min(0.997, opacity));

/** Buffers that are used again and again, as large as the largest gap so far. */
class Loom {
  /** @param {number} rows @param {number} edges */
  constructor(rows, edges) {
    this.rows = rows;
    this.edges = edges;
    /** Differences of the depth from row to row: negative edges, then positive ones. */
    this.differences = new Int32Array(2 * rows);
    /** From the height of an edge to the ends of its bar. */
    this.top = new Int32Array(edges);
    this.bottom = new Int32Array(edges);
    this.value = new Int32Array(edges);
  }
}

let loom = new Loom(1, 1);

/**
 * Paint a gap.
 * @param {{ data: Uint8ClampedArray, width: number, height: number }} image  overwritten
 * @param {number} offset  x of its left side
 * @param {Gap} gap @param {{ neg: Rgb, pos: Rgb }} colours
 */
export function weave(image, offset, gap, { neg, pos }) {
  const { width, height } = image;
  const above = reach(gap);
  const rows = height + 2 * above;
  if (loom.rows !== rows || loom.edges < gap.depths.length) {
    loom = new Loom(rows, gap.depths.length);
  }
  const pixels = new Uint32Array(image.data.buffer);
  const colours = mixtures(neg, pos);
  const span = gap.right - gap.left;
  const across = span > WIDE ? 2 : 1;
  /** @param {number} x */
  const along = (x) => Math.max(0, Math.min(1, (x - gap.left) / span));
  // The curve is symmetric, so that one preparation serves a piece in each half.
  for (let piece = 0; piece < PIECES / 2; piece++) {
    const [near, far] = [piece / PIECES, (piece + 1) / PIECES];
    const slope = ((heightShare(far) - heightShare(near)) * PIECES * across) / span;
    prepare(gap, slope, across, above);
    for (let column = 0; column < width; column += across) {
      const a = along(offset + column);
      const b = along(offset + column + across);
      const middle = (a + b) / 2;
      const half = Math.min(middle, 1 - middle);
      if (b <= a || Math.min(PIECES / 2 - 1, Math.floor(half * PIECES)) !== piece) continue;
      loom.differences.fill(0);
      note(gap, heightShare(middle));
      settle(pixels, column, width, above, ((b - a) * span) / across, colours);
      if (across === 2 && column + 1 < width) copyColumn(pixels, column, width);
    }
  }
}

/**
 * The bars of all edges, for columns in which they climb this steeply. What a line covers in a
 * column fades in and out where it climbs; the bar has the same sum, centre and spread.
 * @param {Gap} gap @param {number} slope  share of its rise that an edge climbs in a column
 * @param {number} across  pixels of a column @param {number} above  rows above the image
 */
function prepare({ starts, ends, widths, depths }, slope, across, above) {
  const { top, bottom, value, rows } = loom;
  const inputs = starts.length;
  for (let i = 0, e = 0; i < ends.length; i++) {
    for (let j = 0; j < inputs; j++, e++) {
      const climb = Math.abs(ends[i] - starts[j]) * slope;
      const depth = depths[e];
      const tall = widths[e] * Math.sqrt(1 + (climb / across) ** 2);
      const length = Math.sqrt(tall * tall + climb * climb);
      // Positive edges are noted behind the rows of the negative ones.
      const middle = depth > 0 ? above + rows : above;
      top[e] = (middle - length / 2) * ROW;
      bottom[e] = (middle + length / 2) * ROW;
      value[e] = (Math.abs(depth) * tall * ONE) / length;
    }
  }
}

/**
 * Note the bars of all edges in one column.
 * @param {Gap} gap @param {number} share  how far they have risen
 */
function note({ starts, ends }, share) {
  const inputs = starts.length;
  const pitch = inputs > 1 ? starts[1] - starts[0] : 1;
  const step = Math.round(pitch * (1 - share) * ROW);
  for (let i = 0; i < ends.length; i++) {
    const y = Math.round((starts[0] * (1 - share) + ends[i] * share) * ROW);
    noteBars(loom, i * inputs, (i + 1) * inputs, y, step);
  }
}

/**
 * @param {Loom} loom @param {number} e  the first edge @param {number} stop  behind the last one
 * @param {number} y  height of the first one @param {number} step  to the next one
 */
function noteBars({ differences, top, bottom, value }, e, stop, y, step) {
  for (let middle = y | 0; e < stop; e++, middle = (middle + step) | 0) {
    const v = value[e];
    const begin = (middle + top[e]) | 0;
    const b = begin >> 16;
    let rest = Math.imul(v, (begin >> 8) & 255) >> 8;
    differences[b] = (differences[b] + v - rest) | 0;
    differences[b + 1] = (differences[b + 1] + rest) | 0;
    const end = (middle + bottom[e]) | 0;
    const a = end >> 16;
    rest = Math.imul(v, (end >> 8) & 255) >> 8;
    differences[a] = (differences[a] - v + rest) | 0;
    differences[a + 1] = (differences[a + 1] - rest) | 0;
  }
}

/**
 * From differences to pixels, down one column.
 * @param {Uint32Array} pixels @param {number} column @param {number} stride @param {number} above
 * @param {number} wide  how much of the column's width the edges reach over, 0 to 1
 * @param {Uint32Array} colours
 */
function settle(pixels, column, stride, above, wide, colours) {
  const { differences, rows } = loom;
  const scale = (FINE * wide) / ONE;
  const faintest = 0.5 / scale;
  const end = rows - above;
  let negative = 0;
  let positive = 0;
  for (let row = 0, at = column; row < end; row++) {
    negative += differences[row];
    positive += differences[row + rows];
    if (row < above) continue;
    const depth = negative + positive;
    if (depth > faintest) {
      const share = ((positive / depth) * MIXTURES + 0.5) | 0;
      const opacity = OPACITY[Math.min(FINE * DEEPEST, depth * scale + 0.5) | 0];
      pixels[at] = (opacity << 24) | colours[share];
    } else pixels[at] = 0;
    at += stride;
  }
}

/** @param {Uint32Array} pixels @param {number} column @param {number} stride */
function copyColumn(pixels, column, stride) {
  for (let at = column; at < pixels.length; at += stride) pixels[at + 1] = pixels[at];
}

/** Mixtures of two colours, as pixels without opacity. @param {Rgb} from @param {Rgb} to */
function mixtures(from, to) {
  return Uint32Array.from({ length: MIXTURES + 1 }, (_, i) => {
    const [r, g, b] = from.map((part, at) => Math.round(part + (to[at] - part) * (i / MIXTURES)));
    return (b << 16) | (g << 8) | r;
  });
}

/** How far bars may reach beyond the highest and the lowest end of an edge. @param {Gap} gap */
function reach({ left, right, starts, ends, widths }) {
  const all = [...Array.from(starts), ...Array.from(ends)];
  const highest = Math.max(...all) - Math.min(...all);
  const climb = (2 * highest) / Math.max(1, right - left);
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  return Math.ceil((widest * Math.sqrt(1 + climb * climb)) / 2) + 4;
}
