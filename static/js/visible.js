/**
 * What a phase has already brought about: in the forward phase of layer k the activations up to
 * k, in the backward phase of layer k the deltas from the output down to k.
 * @typedef {import("./types.js").Header} Header
 */

/** @param {Pick<Header, "phase" | "layer">} header @param {number} layer */
export function activationKnown({ phase, layer: current }, layer) {
  if (phase === "sample") return layer === 0;
  return phase === "forward" ? layer <= current : true;
}

/** @param {Pick<Header, "phase" | "layer">} header @param {number} layer */
export function deltaKnown({ phase, layer: current }, layer) {
  if (phase === "backward") return layer >= current;
  return phase === "update";
}
