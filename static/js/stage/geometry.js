/**
 * Where the network stands on the canvas, in CSS pixels. Pure numbers: no canvas in here.
 *
 * @typedef {import("../types.js").LayoutLayer} LayoutLayer
 *
 * @typedef {object} ImageBox  an input drawn as one picture
 * @property {number} left
 * @property {number} top
 * @property {number} pixel  side of one pixel
 * @property {number} rows
 * @property {number} columns
 *
 * @typedef {object} Column
 * @property {number} index
 * @property {number} units
 * @property {number} x  centre
 * @property {number} width
 * @property {number} top
 * @property {number} bottom
 * @property {number} cell  side of a neuron
 * @property {number} pitch  from one neuron to the next
 * @property {Float64Array} y  centres of the neurons
 * @property {ImageBox | null} image
 *
 * @typedef {object} Geometry
 * @property {number} width
 * @property {number} height
 * @property {number} left  free room left of the inputs
 * @property {number} right  free room right of the outputs
 * @property {number} scale  1 on a laptop, more on a large canvas: for line widths and dots
 * @property {number} text  size of small text, 11 on a laptop
 * @property {Column[]} columns
 *
 * @typedef {object} Frame
 * @property {number} width
 * @property {number} height
 * @property {number} topInset  room for the page's headings
 * @property {number} bottomInset  room for the arrow of direction
 * @property {number} [leastText]  CSS pixels; no text is smaller
 */

/** Columns of up to this many neurons share one size, so that like looks alike. */
const FEW = 8;
const CELL = 46;
const LARGEST_CELL = 76;
/** Small text on a laptop. */
const TEXT = 11;
/** Right of the outputs there must be this much room for words. */
export const WORDED = 80;

/**
 * @param {LayoutLayer[]} layers
 * @param {[number, number] | null} imageShape  rows and columns of an input that is an image
 * @param {Frame} frame
 * @returns {Geometry}
 */
export function placeNetwork(layers, imageShape, frame) {
  const { width, height, topInset, bottomInset } = frame;
  const room = Math.max(40, height - topInset - bottomInset);
  const least = Math.max(TEXT, frame.leastText ?? 0);
  const larger = least / TEXT;
  const left = leftMargin(layers[0], imageShape, width, larger);
  const right = rightMargin(layers[layers.length - 1], width, larger);
  const gaps = Math.max(1, layers.length - 1);
  const step = (width - left - right) / gaps;
  const fullest = layers.reduce(
    (most, { units }) => (units <= FEW ? Math.max(most, units) : most),
    1,
  );
  const wanted = Math.max(CELL, room * 0.1, Math.min(room / (fullest * 1.75), room * 0.13));
  const largest = Math.min(LARGEST_CELL, wanted, step * 0.55);
  // Numbers stand under the neurons: a little higher looks centred.
  const middle = topInset + room / 2 - 4;

  const columns = layers.map((layer) => {
    if (layer.index === 0 && imageShape) return imageColumn(layer, imageShape, room, step, middle);
    // Two lines of numbers fit between neurons while there is room.
    const pitch = Math.min(
      largest * 1.15 + 12 + 2 * (least + 2),
      room / (layer.units <= FEW ? fullest : layer.units),
    );
    return neuronColumn(layer, pitch, Math.min(largest, cellFor(pitch, least + 2)), middle);
  });

  const taken = columns.reduce((sum, column) => sum + column.width, 0);
  const gap = Math.max(4, (width - left - right - taken) / gaps);
  let x = left;
  for (const column of columns) {
    column.x = columns.length === 1 ? width / 2 : x + column.width / 2;
    if (column.image) column.image.left = column.x - column.width / 2;
    x += column.width + gap;
  }
  const scale = Math.max(0.55, Math.min(1.5, largest / CELL));
  const text = Math.max(least, Math.round(TEXT * Math.max(1, Math.min(1.25, scale))));
  return { width, height, left, right, scale, text, columns };
}

/** The side of a neuron; a line of text fits under it while there is room. @param {number} pitch @param {number} line */
function cellFor(pitch, line) {
  if (pitch >= 23 + line) return Math.floor(pitch - line - 1);
  return pitch >= 12 ? Math.floor(pitch * 0.82) : pitch * 0.84;
}

/** @param {LayoutLayer} layer @param {number} pitch @param {number} cell @param {number} middle */
function neuronColumn(layer, pitch, cell, middle) {
  const { index, units } = layer;
  const y = Float64Array.from({ length: units }, (_, i) => middle + (i - (units - 1) / 2) * pitch);
  const [top, bottom] = [y[0] - cell / 2, y[units - 1] + cell / 2];
  return {
    index,
    units,
    x: 0,
    width: cell,
    top,
    bottom,
    cell,
    pitch,
    y,
    image: null,
  };
}

/**
 * @param {LayoutLayer} layer @param {[number, number]} shape
 * @param {number} room @param {number} step @param {number} middle
 */
function imageColumn({ index, units }, [rows, columns], room, step, middle) {
  const side = Math.max(40, Math.min(room * 0.46, step * 0.62, 220));
  const pixel = Math.max(1, Math.floor(side / Math.max(rows, columns)));
  const top = Math.round(middle - (pixel * rows) / 2);
  const image = { left: 0, top, pixel, rows, columns };
  const y = Float64Array.from(
    { length: units },
    (_, i) => top + (Math.floor(i / columns) + 0.5) * pixel,
  );
  const bottom = top + pixel * rows;
  const width = pixel * columns;
  return {
    index,
    units,
    x: 0,
    width,
    top,
    bottom,
    cell: pixel,
    pitch: pixel,
    y,
    image,
  };
}

/** About how wide the widest label will be. Chinese characters are square. @param {string[]} labels */
function longest(labels) {
  /** @param {string} label */
  const wide = (label) =>
    Array.from(label).reduce((sum, letter) => sum + (letter > "\u2e7f" ? 13 : 6.8), 0);
  return labels.reduce((most, label) => Math.max(most, wide(label)), 7);
}

/**
 * @param {LayoutLayer} input @param {[number, number] | null} image @param {number} width
 * @param {number} larger  how many times as large as on a laptop text is
 */
function leftMargin({ labels }, image, width, larger) {
  if (image || !labels) return Math.max(12, width * 0.03);
  return Math.max(22, Math.min(longest(labels) * larger + 18, width * 0.16));
}

/** @param {LayoutLayer} output @param {number} width @param {number} larger */
function rightMargin({ labels, units }, width, larger) {
  const figures = larger > 1 ? 124 : 92;
  if (units === 1) return width >= 560 ? figures : Math.max(30, width * 0.09);
  const text = longest(labels ?? []) * larger + 10;
  return width >= 560
    ? Math.min(text + figures, width * (larger > 1 ? 0.28 : 0.24))
    : Math.min(text + 8, width * 0.2);
}

/**
 * Where the edge from unit `j` of the column leaves it: a neuron's right side, or an image's.
 * @param {Column} column
 */
export const edgeStart = (column) => column.x + column.width / 2;

/**
 * The height at which it leaves. Edges of an image's pixels leave in the pixel's row, spread over
 * its height so that each pixel has a way of its own.
 * @param {Column} column @param {number} j
 */
export function edgeStartY({ y, image }, j) {
  if (!image) return y[j];
  return y[j] + (((j % image.columns) + 0.5) / image.columns - 0.5) * image.pixel * 0.8;
}

/** Where edges into a column end. @param {Column} column */
export const edgeEnd = (column) => column.x - column.width / 2;

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

/** The share of a pulse's way on which it comes out of an image. */
const INSIDE = 0.2;

/**
 * A point of the way from unit `j` of one column to unit `i` of the next: along the edge, from an
 * image out of the pixel itself.
 * @param {Column} from @param {number} j @param {Column} to @param {number} i @param {number} t
 * @returns {[number, number]}
 */
export function wayPoint(from, j, to, i, t) {
  const start = edgeStart(from);
  const y = edgeStartY(from, j);
  if (!from.image) return edgePoint(start, y, edgeEnd(to), to.y[i], t);
  if (t >= INSIDE) return edgePoint(start, y, edgeEnd(to), to.y[i], (t - INSIDE) / (1 - INSIDE));
  const { left, columns, pixel } = from.image;
  const x = left + ((j % columns) + 0.5) * pixel;
  const share = t / INSIDE;
  return [x + (start - x) * share, from.y[j] + (y - from.y[j]) * share];
}

/**
 * The unit at a point, with a little tolerance around small neurons.
 * @param {Geometry} geometry @param {number} x @param {number} y
 * @returns {{ layer: number, unit: number } | null}
 */
export function unitAt({ columns }, x, y) {
  for (const column of columns) {
    const slack = column.image ? 0 : 4;
    if (Math.abs(x - column.x) > column.width / 2 + slack) continue;
    if (y < column.top - slack || y > column.bottom + slack) continue;
    if (column.image) {
      const { left, top, pixel, rows, columns: across } = column.image;
      const at = Math.min(across - 1, Math.max(0, Math.floor((x - left) / pixel)));
      const row = Math.min(rows - 1, Math.max(0, Math.floor((y - top) / pixel)));
      return { layer: column.index, unit: row * across + at };
    }
    const unit = Math.round((y - column.y[0]) / column.pitch);
    const inside = Math.min(column.units - 1, Math.max(0, unit));
    if (Math.abs(y - column.y[inside]) <= Math.max(column.cell, column.pitch - 2) / 2 + slack) {
      return { layer: column.index, unit: inside };
    }
  }
  return null;
}
