/** Which branches the charts of this screen show, and which are pinned to them. */
import { computed, signal } from "@preact/signals";
import { recall, remember } from "../preferences.js";
import { room } from "../store.js";
import { besides } from "./choice.js";
import { branches, timeline } from "./time.js";

/** What was chosen while this page is open: shown or hidden. @type {import("../store.js").Signal<Map<number, boolean>>} */
const chosen = signal(new Map());

/** @param {string} code */
const place = (code) => `pins.${code}`;

/** Rises when a pin is set or drawn, for it is the browser that remembers them. */
const moved = signal(0);

/** The branches that stay shown, also beside a run that begins anew. */
export const pinned = computed(() => {
  const stored = moved.value >= 0 ? recall(place(room.value.code)) : null;
  return new Set((stored ?? "").split(",").filter(Boolean).map(Number));
});

/** @param {number} id */
export function togglePin(id) {
  const pins = new Set(pinned.value);
  if (!pins.delete(id)) pins.add(id);
  remember(place(room.value.code), [...pins].join());
  moved.value += 1;
  choose(id, pins.has(id) ? true : undefined);
}

/** @param {number} id @param {boolean | undefined} show  undefined: as it comes */
export function choose(id, show) {
  const next = new Map(chosen.value);
  if (show === undefined) next.delete(id);
  else next.set(id, show);
  chosen.value = next;
}

/** The branches that the charts show beside the present one. */
export const shownBesides = computed(() =>
  timeline.value ? besides(branches.value, timeline.value.branch, pinned.value, chosen.value) : [],
);
