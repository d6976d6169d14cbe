/**
 * What belongs to this screen alone: whether it is a projector, whether it is blank, and whether
 * the keys are explained.
 */
import { signal } from "@preact/signals";
import { recall, remember } from "./preferences.js";

/** Whether everything is large enough for the last row. */
export const projector = signal(recall("projector") === "yes");

/** Whether the settings, which a class need not see, are drawn out on a projector. */
export const drawer = signal(false);

/** Whether the right column shows all that it has on a projector. */
export const everything = signal(false);

/** Whether the presenter wants to be looked at, not the screen. */
export const blank = signal(false);

/** Whether the overlay of the keys is open. */
export const keysShown = signal(false);

export function toggleProjector() {
  projector.value = !projector.value;
  remember("projector", projector.value ? "yes" : "no");
}

export function toggleDrawer() {
  drawer.value = !drawer.value;
}

export function toggleEverything() {
  everything.value = !everything.value;
}

export function toggleBlank() {
  blank.value = !blank.value;
}

export function toggleKeys() {
  keysShown.value = !keysShown.value;
}
