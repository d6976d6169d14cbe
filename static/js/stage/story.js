/**
 * From frame to frame: when the present phase began, and what the parameters were before it.
 *
 * @typedef {import("../types.js").Header} Header
 * @typedef {import("./scene.js").PictureLike} PictureLike
 */
import { moment } from "./motion.js";

export class Story {
  #moment = "";
  #startedAt = Number.NEGATIVE_INFINITY;

  /**
   * Take in a frame. The first one of all is shown at rest.
   * @param {Header} header
   * @param {number} now  milliseconds
   */
  see(header, now) {
    const at = moment(header);
    if (at === this.#moment) return;
    if (this.#moment !== "") this.#startedAt = now;
    this.#moment = at;
  }

  /** Let the present phase be over: no motion. */
  settle() {
    this.#startedAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * How far the present phase has come, 0 to 1.
   * @param {number} now @param {number} duration  milliseconds
   */
  progress(now, duration) {
    return Math.max(0, Math.min(1, (now - this.#startedAt) / duration));
  }
}

/**
 * The parameters before the update that is shown, by layer; null where none is, or where they are
 * not known. They come with the frame, so that a step that was gone back to is told as well.
 * @param {PictureLike} picture
 * @returns {Map<number, Float32Array> | null}
 */
export function beforeUpdate(picture) {
  const { phase, step } = picture.header;
  if (phase !== "update" || picture.stepOf("exact") !== step) return null;
  /** @type {Map<number, Float32Array>} */
  const before = new Map();
  for (const { index } of picture.layout.layers) {
    const values = picture.tensor("before", index);
    if (values instanceof Float32Array) before.set(index, values);
  }
  return before;
}
