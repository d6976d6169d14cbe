/** Which run the tab of images tells of: while two are compared, the one that was chosen. */
import { computed, effect, signal } from "@preact/signals";
import { comparing } from "../compare/beside.js";

/** @type {import("../store.js").Signal<"a" | "b">} */
export const chosenRun = signal("a");

// The next comparison begins with the room's own, as this one did.
effect(() => {
  if (!comparing.value) chosenRun.value = "a";
});

/** Whether it is the one beside the room's own. */
export const ofBeside = computed(() => comparing.value && chosenRun.value === "b");
