/**
 * Where the weights and the bias of a unit lie among the parameters of its layer, by the kind of
 * the layer (docs/protocol.md). A weight is known by its number in the unit's own reading.
 *
 * @typedef {{ units: number, kind?: string, shape?: number[], settings?: Record<string, any> }} LayerLike
 *
 * @typedef {object} Reading
 * @property {(layer: LayerLike, before: LayerLike) => number} weights  that a unit reads with
 * @property {(layer: LayerLike, before: LayerLike, unit: number, input: number) => number} place
 *   of a weight in the tensor; of the bias for the number behind the last weight
 * @property {(layer: LayerLike, unit: number) => number} bias  its place among the biases
 * @property {boolean} [kernels]  whether all cells of a map share them, a small picture for each map before
 * @property {[string, string]} [letters]  of a weight and of a bias that have names of their own
 */

/** A row a unit: its weights, its bias last. @type {Reading} */
const DENSE = {
  weights: (_, before) => before.units,
  place: (_, before, unit, input) => unit * (before.units + 1) + input,
  bias: (_, unit) => unit,
};

/** @param {LayerLike} layer */
const channelsOf = ({ shape }) => (shape?.length === 3 ? shape[0] : 1);

/** The map that a cell is in. @param {LayerLike} layer @param {number} unit */
const mapOf = (layer, unit) => Math.floor((unit * channelsOf(layer)) / layer.units);

/** A column a map: its kernels, its bias in the last row. All cells of a map share them. @type {Reading} */
const CONVOLUTION = {
  weights: (layer, before) => channelsOf(before) * layer.settings?.kernel_size ** 2,
  place: (layer, _, unit, input) => input * channelsOf(layer) + mapOf(layer, unit),
  bias: mapOf,
  kernels: true,
};

/** The normalised parts of a layer: its maps, or its units. @param {LayerLike} layer */
const partsOf = (layer) => (layer.shape?.length === 3 ? layer.shape[0] : layer.units);

/** @param {LayerLike} layer @param {number} unit */
const partOf = (layer, unit) => Math.floor((unit * partsOf(layer)) / layer.units);

/** All γ, then all β; none of them is penalised, and so all count as biases. @type {Reading} */
const NORMALISATION = {
  weights: () => 1,
  place: (layer, _, unit, input) => input * partsOf(layer) + partOf(layer, unit),
  bias: (layer, unit) => partsOf(layer) + partOf(layer, unit),
  letters: ["γ", "β"],
};

/** @type {Record<string, Reading | null>} */
const READINGS = {
  conv2d: CONVOLUTION,
  max_pool2d: null,
  average_pool2d: null,
  flatten: null,
  dropout: null,
  batch_norm: NORMALISATION,
};

/** Whether a layer learns kernels. @param {LayerLike} layer */
export const hasKernels = ({ kind }) => READINGS[kind ?? ""]?.kernels ?? false;

/** @param {LayerLike[]} layers @param {number} layer @returns {Reading | null} */
function readingOf(layers, layer) {
  if (layer < 1 || !layers[layer]) return null;
  const found = READINGS[layers[layer].kind ?? ""];
  return found === undefined ? DENSE : found;
}

/** How many weights a unit reads with; 0 where its layer has none. @param {LayerLike[]} layers @param {number} layer */
export const weightsRead = (layers, layer) =>
  readingOf(layers, layer)?.weights(layers[layer], layers[layer - 1]) ?? 0;

/**
 * The place of a weight, or of a bias, among the parameters of its layer.
 * @param {LayerLike[]} layers @param {{ layer: number, unit: number }} unit
 * @param {number | null} input  null for the bias
 * @returns {number | null}
 */
export function parameterPlace(layers, { layer, unit }, input) {
  const reading = readingOf(layers, layer);
  if (!reading) return null;
  const [own, before] = [layers[layer], layers[layer - 1]];
  return reading.place(own, before, unit, input ?? reading.weights(own, before));
}

/** The place of a unit's bias among the biases of its layer. @param {LayerLike[]} layers @param {{ layer: number, unit: number }} unit */
export const biasPlace = (layers, { layer, unit }) =>
  readingOf(layers, layer)?.bias(layers[layer], unit) ?? null;

/** What a weight and a bias of a layer are called, where they have names of their own. @param {LayerLike[]} layers @param {number} layer */
export const lettersOf = (layers, layer) => readingOf(layers, layer)?.letters ?? null;
