/** The stops of a step, and how far it is from one to another. */
/** @typedef {import("../types.js").Header} Header */
/** @typedef {import("../types.js").PhaseKind} PhaseKind */

/** @typedef {{ phase: PhaseKind, layer: number }} Place */

/**
 * All phases of a step in their order.
 * @param {number} last  index of the output layer @returns {Place[]}
 */
export function phasesOf(last) {
  const layers = Array.from({ length: last }, (_, i) => i + 1);
  return [
    { phase: "sample", layer: 0 },
    ...layers.map((layer) => ({ phase: /** @type {PhaseKind} */ ("forward"), layer })),
    { phase: "loss", layer: 0 },
    ...layers.map((layer) => ({
      phase: /** @type {PhaseKind} */ ("backward"),
      layer: last + 1 - layer,
    })),
    { phase: "update", layer: 0 },
  ];
}

/**
 * How many phases from where the step stands to another of its phases: negative where that lies
 * behind. A network that has not begun stands before the first.
 * @param {Place} from @param {Place} to @param {number} last
 */
export function distance(from, to, last) {
  const phases = phasesOf(last);
  /** @param {Place} place */
  const at = ({ phase, layer }) =>
    phases.findIndex((other) => other.phase === phase && other.layer === layer);
  return at(to) - at(from);
}
