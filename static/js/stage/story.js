/**
 * From frame to frame: when the present phase began, and what the parameters were before it.
 *
 * @typedef {import("./scene.js").PictureLike} PictureLike
 */
import { moment } from "./motion.js";

export class Story {
  /**
   * The parameters before the present update, by layer; null where they are not known.
   * @type {Map<number, Float32Array> | null}
   */
  before = null;

  #moment = "";
  #startedAt = Number.NEGATIVE_INFINITY;
  /** @type {{ parameters: Map<number, Float32Array>, step: number } | null} */
  #seen = null;

  /**
   * Take in a frame. The first one of all is shown at rest.
   * @param {PictureLike} picture
   * @param {boolean} following  whether phases are shown one by one
   * @param {number} now  milliseconds
   */
  see(picture, following, now) {
    const at = moment(picture.header);
    if (at !== this.#moment) {
      if (this.#moment !== "") this.#startedAt = now;
      this.#moment = at;
      const { phase, step } = picture.header;
      const updated = phase === "update" && this.#seen !== null && this.#seen.step < step;
      this.before = updated ? (this.#seen?.parameters ?? null) : null;
    }
    if (!following) this.#seen = null;
    // The difference of what was rounded for drawing would tell nothing of an update.
    else if (picture.stepOf("exact") === picture.header.step) this.#remember(picture);
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

  /** @param {PictureLike} picture */
  #remember(picture) {
    /** @type {Map<number, Float32Array>} */
    const parameters = new Map();
    for (const { index } of picture.layout.layers) {
      const values = picture.tensor("parameters", index);
      if (values) parameters.set(index, Float32Array.from(values));
    }
    this.#seen = { parameters, step: picture.header.step };
  }
}
