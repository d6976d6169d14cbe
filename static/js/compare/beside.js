/**
 * The second of two runs side by side: its own experiment, layout, picture, numbers and losses.
 *
 * @typedef {import("../types.js").Beside} Beside
 * @typedef {import("../types.js").BesideState} BesideState
 * @typedef {import("../types.js").Header} Header
 */
import { computed, signal } from "@preact/signals";
import { expose } from "../console.js";
import { fitOf } from "../detection.js";
import { decodeFrame } from "../frame.js";
import { LossHistory } from "../history.js";
import { throttle } from "../pace.js";
import { Picture, withState } from "../picture.js";

const READABLE = 100; // milliseconds between two changes of a number

/** What stands beside the run, null while it is alone. @type {import("../store.js").Signal<Beside | null>} */
export const beside = signal(null);

export const comparing = computed(() => beside.value !== null);

/** Where it stands, as the latest state told. @type {import("../store.js").Signal<BesideState | null>} */
export const besideState = signal(null);

/** The newest header, slowed down for reading. @type {import("../store.js").Signal<Header | null>} */
export const besideNumbers = signal(null);

/** Its losses over the steps. */
export const besideLosses = new LossHistory();

/** @type {Picture | null} */
let picture = null;

export const besidePicture = () => picture;

expose("besidePicture", besidePicture);

/** @type {Set<(picture: Picture) => void>} */
const listeners = new Set();

/**
 * Be called with every frame of it, and at once when there is a picture already.
 * @param {(picture: Picture) => void} listener
 * @returns {() => void} stop listening
 */
export function onBesideFrame(listener) {
  listeners.add(listener);
  if (picture) listener(picture);
  return () => listeners.delete(listener);
}

const publish = throttle((/** @type {Header} */ header) => {
  besideNumbers.value = header;
}, READABLE);

/** @param {Beside | null} told */
export function receiveBeside(told) {
  picture = told && new Picture(told.layout);
  besideLosses.restart(told?.history);
  besideNumbers.value = null;
  if (!told) besideState.value = null;
  beside.value = told;
}

/** @param {BesideState | null} state */
export function receiveBesideState(state) {
  besideState.value = state;
  if (!state || !picture) return;
  picture.header = withState(picture.header, state);
  publish(picture.header);
  publish.flush();
}

/** Read a frame if it is of this run. @param {ArrayBuffer} bytes @returns {Promise<boolean>} */
export async function receiveBesideFrame(bytes) {
  const now = picture;
  const frame = now && (await decodeFrame(bytes, now.layout));
  if (!now || !frame || now !== picture || !now.merge(frame)) return false;
  const { header } = now;
  besideLosses.append(
    header.measuredAt,
    header.trainLoss,
    header.testLoss,
    header.trainAccuracy,
    header.testAccuracy,
    ...fitOf(now),
  );
  publish(header);
  for (const listener of listeners) listener(now);
  return true;
}
