/**
 * Windows that move over maps, as app/nn/layers/windows.py has them: which cells a cell looks at,
 * with which numbers, and how strongly one map speaks to another. Pure numbers.
 *
 * @typedef {import("../types.js").LayoutLayer} LayoutLayer
 * @typedef {ArrayLike<number>} Numbers
 *
 * @typedef {object} Windows
 * @property {number} maps  that are looked at
 * @property {number} height  of such a map
 * @property {number} width
 * @property {number} size  cells along a side of a window
 * @property {number} stride
 * @property {number} padding  cells of border on each side
 * @property {number} rows  windows from top to bottom: the height of a map of the layer
 * @property {number} columns
 *
 * @typedef {{ map: number, row: number, column: number }} Cell
 */

/** Multiplications after which the strengths of links are measured at fewer places. */
const WORK = 3e6;

/**
 * Maps, height and width of a layer's output. What is flat stands as one map of one row.
 * @param {Pick<LayoutLayer, "shape" | "units">} layer @returns {[number, number, number]}
 */
export function mapsOf({ shape, units }) {
  if (shape?.length === 3) return [shape[0], shape[1], shape[2]];
  return shape?.length === 2 ? [1, shape[0], shape[1]] : [1, 1, units];
}

/** @param {Pick<LayoutLayer, "shape" | "units">} layer @param {number} unit @returns {Cell} */
export function cellOf(layer, unit) {
  const [, height, width] = mapsOf(layer);
  const inside = unit % (height * width);
  return {
    map: Math.floor(unit / (height * width)),
    row: Math.floor(inside / width),
    column: inside % width,
  };
}

/**
 * @param {LayoutLayer} before  the layer that is looked at @param {LayoutLayer} layer
 * @returns {Windows}
 */
export function windowsOf(before, layer) {
  const [maps, height, width] = mapsOf(before);
  const [, rows, columns] = mapsOf(layer);
  const { kernel_size: size, stride, padding } = layer.settings;
  return { maps, height, width, size, stride, padding, rows, columns };
}

/**
 * The corner of a window among the cells that it looks at; negative in the border.
 * @param {Windows} windows @param {number} row @param {number} column
 */
export function cornerOf({ stride, padding }, row, column) {
  return { top: row * stride - padding, left: column * stride - padding };
}

/**
 * The numbers in a window.
 * @param {Windows} windows @param {Numbers} values  of all maps @param {Cell} cell  `map` is the
 *   one that is looked at, row and column are those of the window
 * @param {number} [border]  what stands outside
 * @returns {Float64Array} size × size
 */
export function patchOf(windows, values, { map, row, column }, border = 0) {
  const { size } = windows;
  const patch = new Float64Array(size * size);
  for (let at = 0; at < patch.length; at++) {
    const unit = unitUnder(windows, { map, row, column }, at);
    patch[at] = unit === null ? border : values[unit];
  }
  return patch;
}

/**
 * The unit under a cell of a window; null in the border.
 * @param {Windows} windows @param {Cell} cell @param {number} at  in the window
 * @returns {number | null}
 */
export function unitUnder(windows, { map, row, column }, at) {
  const { height, width, size } = windows;
  const { top, left } = cornerOf(windows, row, column);
  const [y, x] = [top + Math.floor(at / size), left + (at % size)];
  if (y < 0 || x < 0 || y >= height || x >= width) return null;
  return (map * height + y) * width + x;
}

/**
 * The kernel with which map `to` looks at map `from`. Parameters are (maps · size² + 1, channels):
 * a kernel in each column, its bias in the last row.
 * @param {Windows} windows @param {Numbers} parameters @param {number} channels
 * @param {number} to @param {number} from
 * @returns {Float64Array} size × size
 */
export function kernelOf({ size }, parameters, channels, to, from) {
  const first = from * size * size;
  return Float64Array.from(
    { length: size * size },
    (_, at) => parameters[(first + at) * channels + to],
  );
}

/**
 * The unit that won a window: of equals the first one, in the order of reading, as in the engine.
 * @param {Windows} windows @param {Numbers} values @param {Cell} cell
 * @param {boolean} exact  whether numbers that look equal are
 * @returns {number | null} null where the window holds nothing but border, or where numbers that
 *   came in 8 bits leave it open
 */
export function winnerOf(windows, values, cell, exact) {
  let [best, winner] = [Number.NEGATIVE_INFINITY, /** @type {number | null} */ (null)];
  let shared = false;
  for (let at = 0; at < windows.size ** 2; at++) {
    const unit = unitUnder(windows, cell, at);
    if (unit === null) continue;
    if (winner === null || values[unit] > best) {
      best = values[unit];
      winner = unit;
      shared = false;
    } else if (values[unit] === best) shared = true;
  }
  return shared && !exact ? null : winner;
}

/**
 * Forward: what each map sends to each map of the layer. Map `from` adds Σ kernel × patch to every
 * cell of map `to`; the strength of the link is the root mean square of that over the cells, with
 * the sign of its mean. Where that takes more than 3 million multiplications it is measured at
 * every n-th cell.
 * @param {Windows} windows @param {Numbers} parameters @param {number} channels
 * @param {Numbers} activations  of the layer before
 * @returns {Float32Array} to × maps + from
 */
export function sent(windows, parameters, channels, activations) {
  const { maps, rows, columns, size } = windows;
  const every = sparing(maps * channels * rows * columns * size * size);
  const strengths = new Float32Array(channels * maps);
  for (let from = 0; from < maps; from++) {
    /** @type {Float64Array[]} */
    const patches = [];
    for (let place = 0; place < rows * columns; place += every) {
      const cell = { map: from, row: Math.floor(place / columns), column: place % columns };
      patches.push(patchOf(windows, activations, cell));
    }
    for (let to = 0; to < channels; to++) {
      const kernel = kernelOf(windows, parameters, channels, to, from);
      strengths[to * maps + from] = strengthOf(patches, kernel);
    }
  }
  return strengths;
}

/**
 * Backward: what each map of the layer sends back to each map before it. Map `to` gives every cell
 * Σ kernel × δ over the windows that saw it; strength and sign as in `sent`.
 * @param {Windows} windows @param {Numbers} parameters @param {number} channels
 * @param {Numbers} deltas  of the layer
 * @returns {Float32Array} to × maps + from
 */
export function returned(windows, parameters, channels, deltas) {
  const { maps, height, width, size } = windows;
  const every = sparing(maps * channels * height * width * size * size);
  const strengths = new Float32Array(channels * maps);
  for (let to = 0; to < channels; to++) {
    /** @type {Float64Array[]} */
    const seen = [];
    for (let place = 0; place < height * width; place += every) {
      seen.push(deltasOver(windows, deltas, to, Math.floor(place / width), place % width));
    }
    for (let from = 0; from < maps; from++) {
      const kernel = kernelOf(windows, parameters, channels, to, from);
      strengths[to * maps + from] = strengthOf(seen, kernel);
    }
  }
  return strengths;
}

/** @param {number} work */
const sparing = (work) => Math.max(1, Math.ceil(work / WORK));

/**
 * The deltas of the windows that saw a cell, by the place of the cell in them.
 * @param {Windows} windows @param {Numbers} deltas @param {number} to
 * @param {number} y @param {number} x
 */
function deltasOver({ size, stride, padding, rows, columns }, deltas, to, y, x) {
  const seen = new Float64Array(size * size);
  for (let at = 0; at < seen.length; at++) {
    const row = (y + padding - Math.floor(at / size)) / stride;
    const column = (x + padding - (at % size)) / stride;
    if (!Number.isInteger(row) || !Number.isInteger(column)) continue;
    if (row < 0 || column < 0 || row >= rows || column >= columns) continue;
    seen[at] = deltas[(to * rows + row) * columns + column];
  }
  return seen;
}

/** @param {Float64Array[]} patches @param {Float64Array} kernel */
function strengthOf(patches, kernel) {
  let [sum, squares] = [0, 0];
  for (const patch of patches) {
    let product = 0;
    for (let at = 0; at < kernel.length; at++) product += kernel[at] * patch[at];
    sum += product;
    squares += product * product;
  }
  const size = Math.sqrt(squares / patches.length);
  return sum < 0 ? -size : size;
}

/**
 * The size of every map: the root mean square of its cells, with the sign of their mean.
 * @param {Numbers} values @param {number} maps
 */
export function sizesOf(values, maps) {
  const cells = values.length / maps;
  return Float32Array.from({ length: maps }, (_, map) => {
    let [sum, squares] = [0, 0];
    for (let at = map * cells; at < (map + 1) * cells; at++) {
      sum += values[at];
      squares += values[at] ** 2;
    }
    return Math.sign(sum || 1) * Math.sqrt(squares / cells);
  });
}

/**
 * The size of every kernel: the root mean square of its weights, with the sign of their sum.
 * @param {Windows} windows @param {Numbers} parameters @param {number} channels
 * @returns {Float32Array} to × maps + from
 */
export function kernelSizes(windows, parameters, channels) {
  const sizes = new Float32Array(channels * windows.maps);
  for (let to = 0; to < channels; to++) {
    for (let from = 0; from < windows.maps; from++) {
      const kernel = kernelOf(windows, parameters, channels, to, from);
      sizes[to * windows.maps + from] = sizesOf(kernel, 1)[0];
    }
  }
  return sizes;
}

/**
 * What each map adds to a cell: Σ kernel × patch.
 * @param {Windows} windows @param {Numbers} parameters @param {number} channels
 * @param {Numbers} activations  of the layer before @param {Cell} cell  of the layer
 * @returns {number[]} by map
 */
export function partsOf(windows, parameters, channels, activations, { map: to, row, column }) {
  return Array.from({ length: windows.maps }, (_, map) => {
    const patch = patchOf(windows, activations, { map, row, column });
    const kernel = kernelOf(windows, parameters, channels, to, map);
    return kernel.reduce((sum, weight, at) => sum + weight * patch[at], 0);
  });
}

/**
 * The map that adds the most to a cell, in either direction.
 * @param {Windows} windows @param {Numbers} parameters @param {number} channels
 * @param {Numbers} activations @param {Cell} cell
 */
export function strongestInput(windows, parameters, channels, activations, cell) {
  const sizes = partsOf(windows, parameters, channels, activations, cell).map(Math.abs);
  return Math.max(0, sizes.indexOf(Math.max(...sizes)));
}
