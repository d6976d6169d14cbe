import { computed, signal } from "@preact/signals";
import { recall, remember } from "./preferences.js";

/** @typedef {"light" | "dark"} Theme */

const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
system.addEventListener("change", (event) => {
  systemDark.value = event.matches;
});

/** @type {import("@preact/signals").Signal<string | null>} */
const chosen = signal(recall("theme"));

/** The theme in force. */
export const theme = computed(() => chosen.value ?? (systemDark.value ? "dark" : "light"));

export function toggleTheme() {
  chosen.value = theme.value === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = chosen.value;
  remember("theme", chosen.value);
}

const motion = matchMedia("(prefers-reduced-motion: reduce)");

/** Whether this person has asked for less motion. */
export const reducedMotion = signal(motion.matches);
motion.addEventListener("change", (event) => {
  reducedMotion.value = event.matches;
});
