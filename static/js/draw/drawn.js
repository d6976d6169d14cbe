/**
 * What is drawn on the pad of this screen, as the network sees it, and what it answers.
 *
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {object} Drawn
 * @property {Uint8Array} pixels  in rows, in the shape of the data; 255 is full ink
 * @property {string} text  the same as base64, for the protocol
 * @property {[number, number]} shape  height and width
 * @property {number | null} label  what somebody said it is
 *
 * @typedef {object} Answer
 * @property {Drawn} drawn  what it is the answer to
 * @property {number[]} shares  one probability a class
 * @property {number} answer  the class with the largest
 */
import { computed, signal } from "@preact/signals";
import { drawFor, follow, followRoom } from "../commands.js";
import { currentPicture } from "../live.js";
import { throttle } from "../pace.js";
import * as store from "../store.js";
import { isInput, likeliest, sharesOf } from "./answered.js";
import { canvasOf, drawMarks, rasterOf, SIZE } from "./marks.js";
import { prepared } from "./prepare.js";

const OFTEN = 60; // milliseconds between two pictures that are sent while somebody draws

/** Whether the samples are pictures of classes, which can be drawn. */
export const drawable = computed(() => {
  const { view, shape, classes } = store.data.value ?? {};
  return view === "image" && shape?.length === 2 && classes !== null;
});

/** Whether the pad is shown. */
export const open = signal(false);

/** @type {import("../store.js").Signal<Mark[]>} */
export const marks = signal([]);

/** @type {import("../store.js").Signal<Drawn | null>} */
export const drawn = signal(null);

/** @type {import("../store.js").Signal<Answer | null>} */
const answered = signal(null);

/** Whether the network is asked for what is on the pad. */
export const asked = computed(
  () => drawn.value !== null && store.spotlight.value?.split === "drawing",
);

/** What the network answers to the present drawing; null until it has. */
export const answer = computed(() => {
  const { value } = answered;
  return asked.value && value?.drawn.pixels === drawn.value?.pixels ? value : null;
});

/** @type {[HTMLCanvasElement, CanvasRenderingContext2D] | undefined} */
let paper;

const onPaper = () => {
  paper ??= canvasOf(SIZE, SIZE);
  return paper;
};

/** All marks, as ink on nothing. */
export const inkCanvas = () => onPaper()[0];

/** What was followed before somebody began to draw. @type {import("../types.js").Spotlight | null} */
let before = null;

/** @param {Uint8Array} bytes */
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

function send() {
  const { value } = drawn;
  if (!value) return;
  const followed = store.spotlight.peek();
  if (followed && followed.split !== "drawing") {
    before = store.mayCommand.peek() ? followed : store.ownSpotlight.peek();
  }
  drawFor(value.text, value.label);
}

/** Reduce what is drawn, and ask the network. */
function ask() {
  const { shape } = store.data.peek() ?? {};
  if (!shape || !drawable.peek()) return;
  const way = store.dataset.peek()?.preparation ?? "plain";
  const pixels = prepared(rasterOf(onPaper()[1]), way, shape);
  drawn.value = { pixels, text: base64(pixels), shape, label: null };
  send();
}

const askSoon = throttle(ask, OFTEN);

/** Put other marks on the pad. @param {Mark[]} next */
export function draw(next) {
  marks.value = next;
  drawMarks(onPaper()[1], next);
  askSoon();
}

/** Take the last mark back. */
export const undo = () => marks.value.length && draw(marks.value.slice(0, -1));

export const clear = () => marks.value.length && draw([]);

/** Ask the network once more, after another sample was looked at. */
export const askAgain = send;

/** Put the pad away, and follow what was followed before. */
export function putAway() {
  askSoon.cancel();
  open.value = false;
  const followed = store.spotlight.peek()?.split === "drawing";
  if (followed && before) follow(before);
  else if (followed && !store.mayCommand.peek()) followRoom();
  else if (followed) follow({ split: "train", index: 0 });
  forget();
}

/** There are other data now: what was drawn is nothing of theirs. */
export function forget() {
  askSoon.cancel();
  before = null;
  marks.value = [];
  drawMarks(onPaper()[1], []);
  drawn.value = null;
  answered.value = null;
}

/** Read off the newest frame what the network answers. */
export function readAnswer() {
  const picture = currentPicture();
  const { value } = drawn;
  const classes = store.data.peek()?.classes;
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const input = picture?.tensor("activations", 0);
  const outputs = picture?.tensor("activations", last);
  if (!value || !classes || !input || !outputs || !isInput(input, value.pixels)) return;
  const shares = sharesOf(outputs, classes.length);
  answered.value = { drawn: value, shares, answer: likeliest(shares) };
}

/** Say what is drawn, or that nobody knows: with a label it has a loss and a way back. @param {number | null} label */
export function tellTruth(label) {
  if (!drawn.value) return;
  drawn.value = { ...drawn.value, label };
  send();
}
