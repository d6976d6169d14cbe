/**
 * What this screen asks of images, and what it was told.
 *
 * @typedef {import("./types.js").MistakesMessage} MistakesMessage
 * @typedef {import("./types.js").SamplesMessage} SamplesMessage
 * @typedef {import("./types.js").SaliencyMessage} SaliencyMessage
 * @typedef {import("./types.js").KernelsMessage} KernelsMessage
 * @typedef {import("./types.js").PicturesMessage} PicturesMessage
 */
import { computed, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "../commands.js";
import { beside } from "../compare/beside.js";
import { expose } from "../console.js";
import { numbers } from "../live.js";
import { experiment, layout, link } from "../store.js";
import { Asking } from "./asking.js";
import { floatsOf } from "./base64.js";
import { forgetPictures, receivePictures } from "./pictures.js";

const OFTEN = 250; // milliseconds between two questions of what is small
const SELDOM = 500; // and of what is long

const visible = signal(document.visibilityState !== "hidden");
document.addEventListener("visibilitychange", () => {
  visible.value = document.visibilityState !== "hidden";
});

const outside = {
  send: ask,
  world: () => ({
    sequence: numbers.value.sequence,
    open: link.value.status === "open" && layout.value !== null,
    visible: visible.value,
  }),
};

/** @type {Asking<MistakesMessage>} */
export const mistakes = new Asking("mistakes", SELDOM, outside);
/** @type {Asking<SamplesMessage>} */
export const confused = new Asking("samples", SELDOM, outside);
/** @type {Asking<SaliencyMessage>} */
export const saliency = new Asking("saliency", OFTEN, outside);
/** @type {Asking<KernelsMessage>} */
export const kernels = new Asking("kernels", SELDOM, outside);

const ALL = [mistakes, confused, saliency, kernels];

/** The cell of the confusion matrix that is open. @type {import("../store.js").Signal<{ truth: number, answer: number } | null>} */
export const openCell = signal(null);

/** Of other data or another network nothing is true that was told. */
const subject = computed(
  () =>
    `${layout.value?.id} ${beside.value?.layout.id} ${JSON.stringify(experiment.value?.dataset ?? null)}`,
);
const dataset = computed(() => JSON.stringify(experiment.value?.dataset ?? null));
effect(() => {
  if (subject.value) for (const asking of ALL) asking.forget();
});
effect(() => {
  if (!dataset.value) return;
  forgetPictures();
  openCell.value = null;
});

/** @param {import("./types.js").Answer | PicturesMessage} message */
export function receiveAnswer(message) {
  if (message.type === "pictures") receivePictures(message);
  else if (message.type === "mistakes") mistakes.receive(message);
  else if (message.type === "samples") confused.receive(message);
  else if (message.type === "saliency") saliency.receive(message);
  else kernels.receive(message);
}

/**
 * Ask while a component is shown, and have it drawn anew with every answer.
 * @template {import("./types.js").Answer} Kind
 * @param {Asking<Kind>} asking @param {Record<string, unknown> | null} question
 * @returns {Kind | null}
 */
export function useAnswer(asking, question) {
  useEffect(() => asking.want(question), [JSON.stringify(question)]);
  useEffect(() => () => asking.want(null), []);
  return asking.answer.value;
}

expose("answers", () => ({
  mistakes: mistakes.answer.value,
  samples: confused.answer.value,
  saliency: saliency.answer.value && {
    ...saliency.answer.value,
    values: Array.from(floatsOf(saliency.answer.value.map?.values ?? "")),
  },
  kernels: kernels.answer.value && {
    ...kernels.answer.value,
    values: Array.from(floatsOf(kernels.answer.value.past?.kernels ?? "")),
  },
}));
