/**
 * What every layer of a network gives and how many numbers it learns, computed as the engine does
 * (tests hold it against the engine's own). Whether a network can be is the server's to say.
 *
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 *
 * @typedef {{ shape: number[], parameters: number }} Given  what a layer gives
 * @typedef {{ setting: "kind" | "kernel_size" | "padding", most: number }} Misfit  the setting that
 *   cannot be, and the largest it could be; 0 where no value helps
 * @typedef {{ input: number[] | null, given: Given | null, misfit: Misfit | null }} Place  all
 *   null behind a layer that does not fit
 */

/** How many numbers a shape holds. @param {number[]} shape */
export const sizeOf = (shape) => shape.reduce((product, side) => product * side, 1);

/**
 * Channels, height and width of maps; null for what is none.
 * @param {number[]} shape @returns {[number, number, number] | null}
 */
export function mapsOf(shape) {
  if (shape.length === 2) return [1, shape[0], shape[1]];
  return shape.length === 3 ? [shape[0], shape[1], shape[2]] : null;
}

/** @param {LayerSpec} layer @param {string} name */
const numberOf = (layer, name) => Number(layer[name]);

/**
 * Windows over maps: how many stand in a row and in a column.
 * @param {LayerSpec} layer @param {number[]} input
 * @returns {{ rows: number, columns: number, channels: number } | Misfit}
 */
function windowsOver(layer, input) {
  const maps = mapsOf(input);
  if (!maps) return { setting: "kind", most: 0 };
  const [channels, height, width] = maps;
  const [size, stride, padding] = ["kernel_size", "stride", "padding"].map((name) =>
    numberOf(layer, name),
  );
  const most = Math.min(height, width) + 2 * padding;
  if (size > most) return { setting: "kernel_size", most };
  /** @param {number} side */
  const along = (side) => Math.floor((side + 2 * padding - size) / stride) + 1;
  return { channels, rows: along(height), columns: along(width) };
}

/** @typedef {(layer: LayerSpec, input: number[]) => Given | Misfit} Rule */

/** @type {Rule} */
function convolved(layer, input) {
  const windows = windowsOver(layer, input);
  if ("setting" in windows) return windows;
  const channels = numberOf(layer, "channels");
  const kernel = windows.channels * numberOf(layer, "kernel_size") ** 2;
  return {
    shape: [channels, windows.rows, windows.columns],
    parameters: (kernel + 1) * channels,
  };
}

/** @type {Rule} */
function pooled(layer, input) {
  const half = Math.floor(numberOf(layer, "kernel_size") / 2);
  if (numberOf(layer, "padding") > half) return { setting: "padding", most: half };
  const windows = windowsOver(layer, input);
  if ("setting" in windows) return windows;
  return { shape: [windows.channels, windows.rows, windows.columns], parameters: 0 };
}

/** @type {Record<string, Rule>} */
const RULES = {
  dense: (layer, input) => {
    const units = numberOf(layer, "units");
    return { shape: [units], parameters: units * (sizeOf(input) + 1) };
  },
  conv2d: convolved,
  max_pool2d: pooled,
  average_pool2d: pooled,
  flatten: (_, input) => ({ shape: [sizeOf(input)], parameters: 0 }),
  dropout: (_, input) => ({ shape: input, parameters: 0 }),
  // Two numbers a channel; of an image without channels the engine takes each column for one.
  batch_norm: (_, input) => ({
    shape: input,
    parameters: 2 * (input.length === 2 ? input[1] : input[0]),
  }),
};

/**
 * @param {LayerSpec[]} layers @param {number[]} input  the shape of a sample
 * @returns {Place[]} one a layer
 */
export function placesAlong(layers, input) {
  /** @type {number[] | null} */
  let shape = input;
  return layers.map((layer) => {
    const came = shape;
    const found = came && RULES[layer.kind]?.(layer, came);
    const misfit = found && "setting" in found ? found : null;
    const given = found && "shape" in found ? found : null;
    shape = given?.shape ?? null;
    return { input: came, given, misfit };
  });
}

/**
 * Whether a kind of layer reads nothing but images.
 * @param {string} kind
 */
export const needsMaps = (kind) => RULES[kind] === convolved || RULES[kind] === pooled;
