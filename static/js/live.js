/**
 * The stream of frames. Canvases listen to every frame; numbers that are to be read change at
 * most ten times a second.
 *
 * @typedef {import("./types.js").Header} Header
 * @typedef {import("./types.js").Layout} Layout
 * @typedef {import("./types.js").StateMessage} StateMessage
 */
import { signal } from "@preact/signals";
import { receiveBesideFrame } from "./compare/beside.js";
import { expose } from "./console.js";
import { decodeFrame, supersedes } from "./frame.js";
import { throttle } from "./pace.js";
import { Picture, withState } from "./picture.js";

const READABLE = 100; // milliseconds between two changes of a number

/** @type {Picture | null} */
let picture = null;

/** @type {Set<(picture: Picture) => void>} */
const listeners = new Set();

/** The newest header, slowed down for reading. @type {import("./store.js").Signal<Header>} */
export const numbers = signal(new Picture({ id: -1, layers: [], parts: [], tensors: [] }).header);

const publish = throttle((/** @type {Header} */ header) => {
  numbers.value = header;
}, READABLE);

export const currentPicture = () => picture;

/** How many frames have arrived. */
let received = 0;

expose("picture", currentPicture);
expose("received", () => received);

/**
 * Be called with every frame, and at once when there is a picture already.
 * @param {(picture: Picture) => void} listener
 * @returns {() => void} stop listening
 */
export function onFrame(listener) {
  listeners.add(listener);
  if (picture) listener(picture);
  return () => listeners.delete(listener);
}

/** Frames from now on are read by this layout. @param {Layout} layout */
export function startPicture(layout) {
  const header = picture?.header;
  picture = new Picture(layout);
  if (header) picture.header = header;
}

/** Frames that have come and were not read yet, oldest first. @type {ArrayBuffer[]} */
const waiting = [];

/**
 * A frame has come. The task that reads it is to run in its turn; it does nothing when it comes so
 * late that a newer frame says the same.
 * @param {ArrayBuffer} bytes @returns {() => Promise<void>}
 */
export function arrived(bytes) {
  waiting.push(bytes);
  return async () => {
    waiting.shift();
    if (!waiting.some((newer) => supersedes(newer, bytes))) await receiveFrame(bytes);
  };
}

/** @param {ArrayBuffer} bytes */
async function receiveFrame(bytes) {
  if (!picture || (await receiveBesideFrame(bytes))) return;
  const frame = await decodeFrame(bytes, picture.layout);
  if (!frame || !picture.merge(frame)) return;
  received += 1;
  publish(picture.header);
  for (const listener of listeners) listener(picture);
}

/** @param {StateMessage} state */
export function receiveState(state) {
  const header = withState(picture?.header ?? numbers.value, state);
  if (picture) picture.header = header;
  publish(header);
  publish.flush();
}
