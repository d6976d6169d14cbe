/** Walking the weights of a neuron: edge after edge, the bias last, and round again. */
import { inputOf, parameterAt } from "../target.js";
import { weightsRead } from "../weights.js";

/** @typedef {import("../target.js").Target} Target */

/** @param {{ key: string, shiftKey: boolean }} event @returns {1 | -1 | 0} */
function direction({ key, shiftKey }) {
  if (key === "]" || (shiftKey && key === "ArrowDown")) return 1;
  if (key === "[" || (shiftKey && key === "ArrowUp")) return -1;
  return 0;
}

/**
 * The weight or bias that a key leads to.
 * @param {import("../weights.js").LayerLike[]} layers @param {Target | null} from
 * @param {{ key: string, shiftKey: boolean }} event
 * @returns {Target | null} null where the key is another, or nothing leads to this neuron
 */
export function nextIncoming(layers, from, event) {
  const step = direction(event);
  if (!step || !from || from.layer < 1 || !layers[from.layer]) return null;
  const weights = weightsRead(layers, from.layer);
  if (weights === 0) return null;
  const count = weights + 1;
  // A neuron stands before its first weight, and behind its bias.
  const at = from.kind === "neuron" ? (step > 0 ? -1 : count) : (inputOf(from) ?? count - 1);
  const next = (at + step + count) % count;
  return parameterAt(from.layer, from.unit, next === count - 1 ? null : next);
}
