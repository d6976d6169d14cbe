/**
 * From gaps with many edges to a canvas.
 *
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Column} Column
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {{ width: number, alpha: number }} Look
 */
import { edgeEnd, edgeStart } from "./column.js";
import { largest } from "./ranking.js";
import { opticalDepth, weave } from "./weave.js";

/** Widths and opacities are made once for so many strengths. */
const LEVELS = 255;

/** @typedef {{ x: number, y: number, width: number, height: number }} Box  device pixels */

export class Woven {
  /** Every gap at its place, so that one sheet is enough for all. @type {OffscreenCanvas | null} */
  #sheet = null;
  /** @type {ImageData | null} */
  #image = null;
  /** @type {Box[]} */
  #boxes = [];
  #widths = new Float32Array(0);
  #depths = new Float32Array(0);

  clear() {
    this.#boxes = [];
  }

  /**
   * Paint all edges of a gap; they are seen after `draw`.
   * @param {Context} context  where they will be drawn
   * @param {Column} from @param {Column} to
   * @param {Float32Array} weights  units × inputs
   * @param {Int32Array} without  edges that are drawn in another way
   * @param {(strength: number) => Look} look  strength from 0 to 1
   * @param {Palette} palette
   */
  add(context, from, to, weights, without, look, palette) {
    const { a: ratio } = context.getTransform();
    const [left, right] = [edgeStart(from) * ratio, edgeEnd(to) * ratio];
    const top = Math.floor((Math.min(from.top, to.top) - 4) * ratio);
    const bottom = Math.ceil((Math.max(from.bottom, to.bottom) + 4) * ratio);
    const x = Math.floor(left);
    const box = { x, y: top, width: Math.ceil(right) - x, height: bottom - top };
    if (box.width < 1 || box.height < 1) return;
    this.#style(weights, look, ratio);
    for (const edge of without) this.#depths[edge] = 0;
    /** @param {Float64Array} heights */
    const shifted = (heights) => heights.map((y) => y * ratio - top);
    const image = this.#imageOf(box);
    const [starts, ends] = [shifted(from.y), shifted(to.y)];
    const { length } = weights;
    const widths = this.#widths.subarray(0, length);
    const depths = this.#depths.subarray(0, length);
    weave(image, x, { left, right, starts, ends, widths, depths }, palette);
    this.#sheetOf(context).putImageData(image, box.x, box.y);
    this.#boxes.push(box);
  }

  /** @param {Context} context */
  draw(context) {
    if (!this.#sheet || this.#boxes.length === 0) return;
    const transform = context.getTransform();
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const { x, y, width, height } of this.#boxes) {
      context.drawImage(this.#sheet, x, y, width, height, x, y, width, height);
    }
    context.setTransform(transform);
  }

  /** @param {Float32Array} weights @param {(strength: number) => Look} look @param {number} ratio */
  #style(weights, look, ratio) {
    const most = largest(weights);
    if (this.#widths.length < weights.length) {
      this.#widths = new Float32Array(weights.length);
      this.#depths = new Float32Array(weights.length);
    }
    const looks = Array.from({ length: LEVELS + 1 }, (_, i) => look(i / LEVELS));
    const widths = Float32Array.from(looks, ({ width }) => width * ratio);
    const depths = Float32Array.from(looks, ({ alpha }) => opticalDepth(alpha));
    for (let e = 0; e < weights.length; e++) {
      const weight = weights[e];
      const level = Math.round((Math.abs(weight) / most) * LEVELS) || 0;
      this.#widths[e] = widths[level];
      this.#depths[e] = weight > 0 ? depths[level] : weight < 0 ? -depths[level] : 0;
    }
  }

  /** Gaps of one size share an image: each is put on the sheet before the next. @param {Box} box */
  #imageOf({ width, height }) {
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
    }
    return this.#image;
  }

  /** @param {Context} context */
  #sheetOf({ canvas }) {
    const { width, height } = canvas;
    if (this.#sheet?.width !== width || this.#sheet.height !== height) {
      this.#sheet = new OffscreenCanvas(width, height);
    }
    const sheet = this.#sheet.getContext("2d", { willReadFrequently: true });
    if (!sheet) throw new Error("This browser cannot draw on a canvas");
    return sheet;
  }
}
