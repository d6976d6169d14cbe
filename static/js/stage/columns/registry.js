/**
 * Which form the outputs of a layer have: by their shape alone, whatever made them.
 *
 * @typedef {import("../../types.js").LayoutLayer} LayoutLayer
 * @typedef {import("../column.js").Form} Form
 */
import { MAPS } from "./maps.js";
import { NEURONS } from "./neurons.js";
import { STRIP } from "./strip.js";

/** CSS pixels for a neuron; where there are fewer, they stand beside each other as well. */
const LEAST_PITCH = 4;

/** @param {LayoutLayer} layer @param {number} height  room for it @returns {Form} */
export function formOf({ shape, units }, height) {
  if (shape && shape.length > 1) return MAPS;
  return height / units < LEAST_PITCH ? STRIP : NEURONS;
}
