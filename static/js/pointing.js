/**
 * What of the network is looked at: by this person, and by whoever presents. Viewers follow the
 * presenter until they look around by themselves.
 *
 * @typedef {import("./types.js").PointTarget} PointTarget
 * @typedef {import("./types.js").Spotlight} Spotlight
 * @typedef {import("./target.js").Target} Target
 * @typedef {{ target: Target, x: number, y: number, left?: number }} Pointed  where its card may
 *   stand: right of `x`, or else left of `left`
 *
 * @typedef {object} Hand  what is looked at in a network, and how that changes
 * @property {import("@preact/signals").ReadonlySignal<Target | null>} looked
 * @property {import("@preact/signals").ReadonlySignal<Pointed | null>} hovered
 * @property {import("@preact/signals").ReadonlySignal<boolean>} around  not following anybody
 * @property {import("@preact/signals").ReadonlySignal<Target | null>} selected
 * @property {import("@preact/signals").ReadonlySignal<Target | null>} chosen  whose numbers are told
 * @property {(next: Pointed | null) => void} hover
 * @property {(target: Target | null) => void} select
 * @property {() => void} forget
 */
import { computed, effect, signal } from "@preact/signals";
import { followRoom, pointAt } from "./commands.js";
import { throttle } from "./pace.js";
import { layout, link, mayCommand, ownSpotlight } from "./store.js";
import { exists, neuronAt, sameNeuron, sameTarget } from "./target.js";

const OFTEN = 100; // milliseconds between two messages: a hand moves faster than a class can read

/** Under the pointer, or reached with the arrow keys. */
export const hovered = signal(/** @type {Pointed | null} */ (null));

/** Chosen with a click: it stays while the run goes on. */
export const selected = signal(/** @type {Target | null} */ (null));

/** What somebody else in the room shows. */
export const shared = signal(/** @type {PointTarget | null} */ (null));

/** Whether this viewer looks around alone. */
export const alone = signal(false);

/** Whether this person looks where they like, and follows nobody. */
export const around = computed(() => mayCommand.value || alone.value);

const own = computed(() => hovered.value?.target ?? selected.value);

/** What somebody else shows, unless this person looks elsewhere. @type {import("./store.js").Signal<Target | null>} */
export const followed = computed(() => {
  const target = shared.value;
  if (own.value || alone.value || !target) return null;
  // A layout may have changed under what was pointed at.
  const neuron = neuronAt(target.layer, target.unit);
  return exists(layout.value?.layers ?? [], neuron) ? neuron : null;
});

/** What the numbers are shown of. */
export const looked = computed(() => own.value ?? followed.value);

/** Where the pointer rested when its owner went back to following. @type {Target | null} */
let left = null;

function lookAround() {
  if (!mayCommand.value) alone.value = true;
}

/** @param {Pointed | null} next */
export function hover(next) {
  if (next && left && sameTarget(next.target, left)) return;
  left = null;
  if (next || hovered.value) hovered.value = next;
  if (next) lookAround();
}

/** Choose something, or let go of what is chosen. @param {Target | null} target */
export function select(target) {
  selected.value = target && !sameTarget(target, selected.value) ? target : null;
  if (target) lookAround();
}

/** Look at nothing in particular. */
export function forgetPointing() {
  hovered.value = null;
  selected.value = null;
}

/** Another sample than the room's is shown here, or the room's again. @param {Spotlight | null} sample */
export function looking(sample) {
  ownSpotlight.value = sample;
  if (sample) lookAround();
}

export function followPresenter() {
  if (ownSpotlight.value) followRoom();
  left = hovered.value?.target ?? null;
  forgetPointing();
  alone.value = false;
}

const tellSoon = throttle(pointAt, OFTEN);

/** What the others were told. @type {Target | null} */
let told = null;

effect(() => {
  const target = own.value;
  if (link.value.status !== "open" || !mayCommand.value) told = null;
  else if (!sameNeuron(target, told)) {
    told = target;
    tellSoon(target);
  }
});
