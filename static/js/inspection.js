/**
 * The neuron whose numbers this screen asks for, and what it was told of it.
 *
 * @typedef {import("./types.js").Inspection} Inspection
 * @typedef {import("./types.js").CheckedMessage} CheckedMessage
 * @typedef {import("./commands.js").Parameter} Parameter
 */
import { computed, effect, signal } from "@preact/signals";
import { check, inspect } from "./commands.js";
import { throttle } from "./pace.js";
import { followed, selected } from "./pointing.js";
import { layout, link } from "./store.js";
import { exists, inputOf, sameNeuron } from "./target.js";

const OFTEN = 100; // milliseconds between two questions: a presenter's hand may move fast

/** Whether this screen shows an inspection anywhere. */
export const inspecting = signal(false);

/** What is chosen here, or else what somebody else shows. */
export const inspected = computed(() => {
  const target = selected.value ?? followed.value;
  return target && exists(layout.value?.layers ?? [], target) ? target : null;
});

/** @type {import("./store.js").Signal<Inspection | null>} */
const told = signal(null);

/** The newest numbers of what is inspected now; null until they come. */
export const inspection = computed(() =>
  inspected.value && sameNeuron(told.value?.target, inspected.value) ? told.value : null,
);

/** @param {Inspection} message */
export function receiveInspection(message) {
  const before = told.peek();
  // The past and the samples come more rarely than the rest.
  const known = before && sameNeuron(before.target, message.target) ? before : null;
  told.value = {
    ...message,
    history: message.history ?? known?.history ?? null,
    samples: message.samples ?? known?.samples ?? null,
    map_samples: message.map_samples ?? known?.map_samples ?? null,
  };
}

const askSoon = throttle(inspect, OFTEN);

/** What was asked for last, as text; null where a new connection knows of nothing. @type {string | null} */
let asked = null;

effect(() => {
  const target = inspecting.value ? inspected.value : null;
  if (link.value.status !== "open" || !layout.value) {
    asked = null;
    return;
  }
  const question = target && {
    layer: target.layer,
    unit: target.unit,
    input: inputOf(target),
  };
  // Of another layout it is another neuron.
  const text = question ? `${layout.value.id} ${JSON.stringify(question)}` : null;
  if (text === asked) return;
  asked = text;
  askSoon(question);
});

// Gradients computed in another way.

/** The newest answer of each parameter. @type {import("./store.js").Signal<CheckedMessage | null>} */
export const checked = signal(null);

/** The parameter whose gradient is being checked. @type {import("./store.js").Signal<Parameter | null>} */
export const checking = signal(null);

/** @param {Parameter} parameter */
export function askForCheck(parameter) {
  checked.value = null;
  checking.value = check(parameter) ? parameter : null;
}

/** @param {CheckedMessage} message */
export function receiveCheck(message) {
  checked.value = message;
  checking.value = null;
}
