/**
 * The one neuron of a phase whose numbers are told: the chosen one where it stands in the phase's
 * layer, else the one that the strongest contribution leads to.
 *
 * @typedef {import("../types.js").Header} Header
 * @typedef {import("../types.js").Layout} Layout
 * @typedef {import("../types.js").TensorView} TensorView
 * @typedef {{ layer: number, unit: number }} Focus
 * @typedef {object} Numbers  static/js/picture.js, or anything that holds numbers like it
 * @property {Layout} layout
 * @property {Header} header
 * @property {(role: string, layer: number) => TensorView | null} tensor
 * @property {(role: string, layer: number) => number[] | null} shape
 * @property {(part: string) => number | null} stepOf
 * @property {(part: string) => boolean} isOfNow
 */

/** @param {Numbers} numbers */
export const outputOf = ({ layout }) => layout.layers.length - 1;

/** Whether the numbers that are told are those of this very phase. @param {Numbers} numbers */
export const isWhole = (numbers) =>
  numbers.isOfNow("exact") && numbers.stepOf("spotlight") === numbers.header.step;

/** Whether every neuron of a layer has one weight for each of the layer before. @param {Numbers} numbers @param {number} layer */
export function isDense(numbers, layer) {
  const found = numbers.shape("parameters", layer);
  const [here, before] = [numbers.layout.layers[layer], numbers.layout.layers[layer - 1]];
  return !!here && !!before && found?.[0] === here.units && found?.[1] === before.units + 1;
}

/**
 * @param {Numbers} numbers @param {Focus | null} chosen
 * @returns {Focus | null} null where the phase is about no neuron, or its numbers have not come
 */
export function focusOf(numbers, chosen) {
  const { phase, layer } = numbers.header;
  const last = outputOf(numbers);
  if (phase === "forward") return ofLayer(numbers, layer, chosen, strongestReceiver);
  if (phase === "loss") return ofLayer(numbers, last, null, answering);
  if (phase === "backward")
    return ofLayer(numbers, layer, chosen, layer === last ? largestDelta : mostBlamed);
  return phase === "update" ? mostChanged(numbers, chosen) : null;
}

/**
 * @param {Numbers} numbers @param {number} layer @param {Focus | null} chosen
 * @param {(numbers: Numbers, layer: number) => number | null} choose
 */
function ofLayer(numbers, layer, chosen, choose) {
  if (chosen?.layer === layer) return { layer, unit: chosen.unit };
  const unit = choose(numbers, layer);
  return unit === null ? null : { layer, unit };
}

/** @param {number} count @param {(at: number) => number} size @returns {number | null} index of the largest */
function largestOf(count, size) {
  let found = null;
  let most = -1;
  for (let at = 0; at < count; at++) {
    const value = Math.abs(size(at));
    if (value > most) [most, found] = [value, at];
  }
  return found;
}

/** @param {Numbers} numbers @param {number} layer */
function strongestReceiver(numbers, layer) {
  const parameters = numbers.tensor("parameters", layer);
  const activations = numbers.tensor("activations", layer - 1);
  if (!parameters || !activations || !isDense(numbers, layer)) return null;
  const inputs = activations.length;
  const edge = largestOf((parameters.length / (inputs + 1)) * inputs, (at) => {
    const [unit, input] = [Math.floor(at / inputs), at % inputs];
    return parameters[unit * (inputs + 1) + input] * activations[input];
  });
  return edge === null ? null : Math.floor(edge / inputs);
}

/** The output that should answer: that of the right class. @param {Numbers} numbers @param {number} last */
function answering(numbers, last) {
  const target = numbers.tensor("target", last);
  return target && largestOf(target.length, (unit) => target[unit]);
}

/** @param {Numbers} numbers @param {number} layer */
function largestDelta(numbers, layer) {
  const deltas = numbers.tensor("deltas", layer);
  return deltas && largestOf(deltas.length, (unit) => deltas[unit]);
}

/** @param {Numbers} numbers @param {number} layer */
function mostBlamed(numbers, layer) {
  const parameters = numbers.tensor("parameters", layer + 1);
  const deltas = numbers.tensor("deltas", layer + 1);
  const inputs = numbers.layout.layers[layer].units;
  if (!parameters || !deltas || !isDense(numbers, layer + 1)) return null;
  const edge = largestOf(deltas.length * inputs, (at) => {
    const [unit, input] = [Math.floor(at / inputs), at % inputs];
    return parameters[unit * (inputs + 1) + input] * deltas[unit];
  });
  return edge === null ? null : edge % inputs;
}

/** @param {Numbers} numbers @param {Focus | null} chosen */
function mostChanged(numbers, chosen) {
  if (chosen && chosen.layer > 0 && isDense(numbers, chosen.layer)) {
    return { layer: chosen.layer, unit: chosen.unit };
  }
  /** @type {Focus | null} */
  let found = null;
  let most = -1;
  for (let layer = 1; layer <= outputOf(numbers); layer++) {
    if (!isDense(numbers, layer)) continue;
    const unit = largestChange(numbers, layer, null);
    if (unit && unit.size > most) [found, most] = [{ layer, unit: unit.unit }, unit.size];
  }
  return found;
}

/**
 * The weight that a step changed the most, of a layer or of one of its neurons.
 * @param {Numbers} numbers @param {number} layer @param {number | null} unit
 * @returns {{ unit: number, input: number, size: number } | null}
 */
export function largestChange(numbers, layer, unit) {
  const [before, now] = [numbers.tensor("before", layer), numbers.tensor("parameters", layer)];
  if (!before || !now) return null;
  const inputs = numbers.layout.layers[layer - 1].units;
  const first = (unit ?? 0) * inputs;
  const count = unit === null ? numbers.layout.layers[layer].units * inputs : inputs;
  const place = (/** @type {number} */ at) => {
    const edge = first + at;
    return Math.floor(edge / inputs) * (inputs + 1) + (edge % inputs);
  };
  const at = largestOf(count, (edge) => now[place(edge)] - before[place(edge)]);
  if (at === null) return null;
  const size = Math.abs(now[place(at)] - before[place(at)]);
  return { unit: Math.floor((first + at) / inputs), input: (first + at) % inputs, size };
}
