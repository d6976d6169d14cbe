import { computed, effect, signal } from "@preact/signals";
import { recall, remember } from "./preferences.js";
import { projector } from "./screen.js";

/** @typedef {"light" | "dark" | "projector"} Theme */

const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
system.addEventListener("change", (event) => {
  systemDark.value = event.matches;
});

/** @type {import("@preact/signals").Signal<string | null>} */
const chosen = signal(recall("theme"));

/**
 * The look in force; whatever is drawn on a canvas is drawn anew when it changes. A projector has
 * one of its own: light, with large text and thick lines.
 */
export const theme = computed(() =>
  projector.value ? "projector" : (chosen.value ?? (systemDark.value ? "dark" : "light")),
);

export function toggleTheme() {
  chosen.value = theme.value === "dark" ? "light" : "dark";
  remember("theme", chosen.value);
}

// The style sheets go by these; `templates/room.html` sets them before the first paint.
const { dataset } = document.documentElement;
effect(() => {
  dataset.theme = theme.value === "dark" ? "dark" : "light";
  if (projector.value) dataset.projector = "";
  else delete dataset.projector;
});

const motion = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether this person has asked for less motion. */
export const reducedMotion = signal(motion.matches);
motion.addEventListener("change", (event) => {
  reducedMotion.value = event.matches;
});
