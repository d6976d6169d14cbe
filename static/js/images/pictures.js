/**
 * Pictures of test samples, as they are needed: pixels do not change while the data stay.
 *
 * @typedef {import("./types.js").PicturesMessage} PicturesMessage
 */
import { signal } from "@preact/signals";
import { pixelsUrl } from "../charts/thumbnail.js";
import { ask } from "../commands.js";
import { debounce } from "../pace.js";
import { data } from "../store.js";
import { bytesOf } from "./base64.js";

const TOGETHER = 64; // pictures in a question
const MOST = 2000; // that are kept
const SOON = 20; // milliseconds in which those of one drawing come together
const AGAIN = 2000; // milliseconds after which an answer is not waited for any more

/** By index among the test samples. @type {import("../store.js").Signal<Map<number, string>>} */
const known = signal(new Map());

/** @type {Set<number>} */
const wanted = new Set();

/** When the pictures that have not come were asked for, or −Infinity. */
let askedAt = -Infinity;

const askSoon = debounce(() => {
  if (!wanted.size) return;
  if (performance.now() < askedAt + AGAIN) {
    askSoon();
    return;
  }
  const indices = [...wanted].slice(0, TOGETHER);
  if (ask({ type: "pictures", indices })) askedAt = performance.now();
  askSoon();
}, SOON);

/**
 * The picture of a test sample as an address; null until it comes. A component that reads it is
 * drawn anew then.
 * @param {number} index
 */
export function pictureOf(index) {
  const found = known.value.get(index);
  if (found) return found;
  wanted.add(index);
  askSoon();
  return null;
}

/** @param {PicturesMessage} message */
export function receivePictures({ pictures }) {
  const shape = data.value?.shape;
  if (!shape) return;
  const all = [...known.value];
  for (const { index, pixels } of pictures) {
    all.push([
      index,
      pixelsUrl(
        Array.from(bytesOf(pixels), (byte) => byte / 255),
        shape,
      ),
    ]);
    wanted.delete(index);
  }
  // What does not exist is not asked for again and again.
  if (!pictures.length) wanted.clear();
  askedAt = -Infinity;
  known.value = new Map(all.slice(-MOST));
}

export function forgetPictures() {
  wanted.clear();
  askedAt = -Infinity;
  known.value = new Map();
}
