/**
 * What is looked at in the second of two networks, on this screen alone.
 *
 * @typedef {import("../pointing.js").Pointed} Pointed
 * @typedef {import("../target.js").Target} Target
 */
import { computed, signal } from "@preact/signals";
import { sameTarget } from "../target.js";

/** Under the pointer, or reached with the arrow keys. */
export const besideHovered = signal(/** @type {Pointed | null} */ (null));

/** Chosen with a click: its numbers stay in view. */
const selected = signal(/** @type {Target | null} */ (null));

export const besideLooked = computed(() => besideHovered.value?.target ?? selected.value);

export function forgetBeside() {
  besideHovered.value = null;
  selected.value = null;
}

/** @type {import("../pointing.js").Hand} */
export const besideHand = {
  looked: besideLooked,
  hovered: besideHovered,
  around: signal(true),
  selected,
  chosen: selected,
  hover: (next) => {
    besideHovered.value = next;
  },
  select: (target) => {
    selected.value = target && !sameTarget(target, selected.value) ? target : null;
  },
  forget: forgetBeside,
};
