/** Which numbers of an inspection the phase has brought about; others are old, or of no meaning. */
import { activationKnown, deltaKnown } from "../../visible.js";

/** @typedef {import("../../types.js").Inspection} Inspection */

/** @param {Inspection} all */
export function knownOf({ phase, target: { layer } }) {
  const header = { phase: phase.kind, layer: phase.layer };
  return {
    /** What it reads. */
    inputs: layer > 0 && activationKnown(header, layer - 1),
    /** Its sum and its activation. */
    activation: activationKnown(header, layer),
    /** What comes back to it from the layer behind. */
    next: deltaKnown(header, layer + 1),
    delta: deltaKnown(header, layer),
    /** The gradients of the mini-batch, and of the sample. */
    gradient: layer > 0 && deltaKnown(header, layer),
    update: phase.kind === "update",
  };
}
