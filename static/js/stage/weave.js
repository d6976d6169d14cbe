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
/** Into so many parts it is cut where a bar begins or ends. */
const PARTS = 1 << 8;
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
    this.first = new Int32Array(2 * rows);
    /** Differences of those, for bars with long ends. */
    this.second = new Float64Array(2 * rows);
    /** From the height of an edge to the ends of its bar; between `top` and `below` it fades in. */
    this.top = new Int32Array(edges);
    this.below = new Int32Array(edges);
    this.over = new Int32Array(edges);
    this.bottom = new Int32Array(edges);
    this.value = new Int32Array(edges);
  }

  clear() {
    this.first.fill(0);
    this.second.fill(0);
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
    prepare(gap, slope, above);
    for (let column = 0; column < width; column += across) {
      const a = along(offset + column);
      const b = along(offset + column + across);
      const middle = (a + b) / 2;
      const half = Math.min(middle, 1 - middle);
      if (b <= a || Math.min(PIECES / 2 - 1, Math.floor(half * PIECES)) !== piece) continue;
      loom.clear();
      note(gap, heightShare(middle), slope);
      settle(pixels, column, width, above, ((b - a) * span) / across, colours);
      if (across === 2 && column + 1 < width) copyColumn(pixels, column, width);
    }
  }
}

/**
 * The bars of all edges, for columns in which they climb this steeply.
 * @param {Gap} gap @param {number} slope  share of its rise that an edge climbs in a column
 * @param {number} above  rows above the image
 */
function prepare({ starts, ends, widths, depths }, slope, above) {
  const { top, below, over, bottom, value, rows } = loom;
  const inputs = starts.length;
  for (let i = 0, e = 0; i < ends.length; i++) {
    for (let j = 0; j < inputs; j++, e++) {
      const climb = Math.abs(ends[i] - starts[j]) * slope;
      const depth = depths[e];
      const tall = widths[e] * Math.sqrt(1 + climb * climb);
      // Positive edges are noted behind the rows of the negative ones.
      const side = depth > 0 ? above + rows : above;
      if (climb <= 1) {
        // Nearly level: a bar with the spread that line and climb have together.
        const length = Math.sqrt(tall * tall + climb * climb);
        top[e] = (side - length / 2) * ROW;
        bottom[e] = (side + length / 2) * ROW;
        value[e] = (Math.abs(depth) * tall * ONE) / length;
      } else {
        const outer = Math.round((tall + climb) * (PARTS / 2)) * (ROW / PARTS);
        const inner = Math.round(Math.abs(tall - climb) * (PARTS / 2)) * (ROW / PARTS);
        top[e] = side * ROW - outer;
        below[e] = side * ROW - inner;
        over[e] = side * ROW + inner;
        bottom[e] = side * ROW + outer;
        value[e] = (Math.abs(depth) * ONE) / climb;
      }
    }
  }
}

/**
 * Note the bars of all edges in one column.
 * @param {Gap} gap @param {number} share  how far they have risen @param {number} slope
 */
function note({ starts, ends }, share, slope) {
  const inputs = starts.length;
  const pitch = inputs > 1 ? starts[1] - starts[0] : 1;
  const level = 1 / Math.max(slope, 1e-9);
  const step = Math.round(pitch * (1 - share) * ROW);
  for (let i = 0; i < ends.length; i++) {
    const low = Math.ceil((ends[i] - level - starts[0]) / pitch);
    const high = Math.floor((ends[i] + level - starts[0]) / pitch);
    const from = Math.max(0, Math.min(inputs, low));
    const to = Math.max(from, Math.min(inputs, high + 1));
    const e = i * inputs;
    const y = Math.round((starts[0] * (1 - share) + ends[i] * share) * ROW);
    noteSteep(loom, e, e + from, y, step);
    noteLevel(loom, e + from, e + to, y + from * step, step);
    noteSteep(loom, e + to, e + inputs, y + to * step, step);
  }
}

/**
 * Bars with an end of one row.
 * @param {Loom} loom @param {number} e  the first edge @param {number} stop  behind the last one
 * @param {number} y  height of the first one @param {number} step  to the next one
 */
function noteLevel({ first, top, bottom, value }, e, stop, y, step) {
  for (let middle = y | 0; e < stop; e++, middle = (middle + step) | 0) {
    const v = value[e];
    const begin = (middle + top[e]) | 0;
    const b = begin >> 16;
    let rest = Math.imul(v, (begin >> 8) & 255) >> 8;
    first[b] = (first[b] + v - rest) | 0;
    first[b + 1] = (first[b + 1] + rest) | 0;
    const end = (middle + bottom[e]) | 0;
    const a = end >> 16;
    rest = Math.imul(v, (end >> 8) & 255) >> 8;
    first[a] = (first[a] - v + rest) | 0;
    first[a + 1] = (first[a + 1] - rest) | 0;
  }
}

/**
 * Bars that fade in and out. Their ends lie symmetrically, on whole parts of a row, so that what is
 * noted cancels out exactly behind the bar; the sums need more than 32 bits.
 * @param {Loom} loom @param {number} e @param {number} stop @param {number} y @param {number} step
 */
function noteSteep({ second, top, below, over, bottom, value }, e, stop, y, step) {
  for (let middle = (y + ROW / 2) | 0; e < stop; e++, middle = (middle + step) | 0) {
    const v = value[e];
    let at = (middle + top[e]) | 0;
    let row = at >> 16;
    let late = Math.imul(v, (at >> 8) & 255);
    second[row] += (v << 8) - late;
    second[row + 1] += late;
    at = (middle + below[e]) | 0;
    row = at >> 16;
    late = Math.imul(v, (at >> 8) & 255);
    second[row] -= (v << 8) - late;
    second[row + 1] -= late;
    at = (middle + over[e]) | 0;
    row = at >> 16;
    late = Math.imul(v, (at >> 8) & 255);
    second[row] -= (v << 8) - late;
    second[row + 1] -= late;
    at = (middle + bottom[e]) | 0;
    row = at >> 16;
    late = Math.imul(v, (at >> 8) & 255);
    second[row] += (v << 8) - late;
    second[row + 1] += late;
  }
}

/**
 * From differences to pixels, down one column.
 * @param {Uint32Array} pixels @param {number} column @param {number} stride @param {number} above
 * @param {number} wide  how much of the column's width the edges reach over, 0 to 1
 * @param {Uint32Array} colours
 */
function settle(pixels, column, stride, above, wide, colours) {
  const { first, second, rows } = loom;
  const scale = (FINE * wide) / (ONE * PARTS);
  const faintest = 0.5 / scale;
  const end = rows - above;
  let level0 = 0;
  let slope0 = 0;
  let level1 = 0;
  let slope1 = 0;
  for (let row = 0, at = column; row < end; row++) {
    slope0 += second[row];
    level0 += first[row] * PARTS + slope0;
    slope1 += second[row + rows];
    level1 += first[row + rows] * PARTS + slope1;
    if (row < above) continue;
    const depth = level0 + level1;
    if (depth > faintest) {
      const share = ((level1 / depth) * MIXTURES + 0.5) | 0;
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
