/**
 * The network on a canvas: weights as edges, neurons as tiles, and what flows between them.
 * All that is drawn is a number of the newest frame.
 *
 * @typedef {import("../types.js").Layout} Layout
 * @typedef {import("../types.js").Data} Data
 * @typedef {import("./motion.js").Motion} Motion
 * @typedef {import("./scene.js").PictureLike} PictureLike
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Target} Target
 * @typedef {import("./scene.js").Texts} Texts
 * @typedef {import("./geometry.js").Geometry} Geometry
 */
import { css, readPalette } from "../palette.js";
import { neuronAt, parameterAt, sameTarget } from "../target.js";
import { Atlas } from "./atlas.js";
import { drawMoving, drawStill } from "./draw.js";
import { biasAt } from "./emphasis.js";
import { hitGap, placeNetwork, unitAt } from "./geometry.js";
import { modeOf, phaseDuration } from "./motion.js";
import { TEXTS } from "./scene.js";
import { beforeUpdate, Story } from "./story.js";

/** Room for the caption of the phase, and below it a line of the page's own. */
const BOTTOM_INSET = 58;
/** The same, and that for the headings, in lines of the smallest text there may be. */
const BOTTOM_LINES = 4;
const TOP_LINES = 6;
/** The same, without the air below them. */
const HEADING_LINES = 5.6;
/** Milliseconds: at least 25 pictures a second are painted one after another. */
const COSTLY = 34;

export class Stage {
  /** How many pictures (frames of the run) have been painted. */
  painted = 0;

  #canvas;
  #context;
  /** The network without what moves over it; while a wave runs only the wave is painted anew. */
  #still = new OffscreenCanvas(1, 1);
  #atlas = new Atlas();
  #palette = readPalette();
  #size = { width: 0, height: 0, ratio: 1 };
  #topInset;
  #corner = 0;
  /** @type {Texts} */
  #texts;
  #reducedMotion;
  /** @type {Motion} */
  #motion = { playing: false, speed: { unit: "step", per_second: null } };
  /** @type {Layout | null} */
  #layout = null;
  /** @type {Data | null} */
  #data = null;
  /** @type {Geometry | null} */
  #geometry = null;
  /** @type {PictureLike | null} */
  #picture = null;
  /** @type {Target | null} */
  #hovered = null;
  /** @type {Target | null} */
  #selected = null;
  /** @type {Target | null} */
  #chosen = null;

  #request = 0;
  #notBefore = 0;
  #changed = true;
  #fresh = false;
  #story = new Story();
  #edges = { drawn: 0, total: 0 };
  /** Whether nothing has been painted since the canvas got its size. */
  #blank = true;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{ reducedMotion?: boolean, texts?: Texts, topInset?: number }} [options]
   *   topInset: CSS pixels kept free on top for the page's headings
   */
  constructor(canvas, { reducedMotion = false, texts = TEXTS, topInset = 100 } = {}) {
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser cannot draw on a canvas");
    this.#canvas = canvas;
    this.#context = context;
    this.#topInset = topInset;
    this.#texts = texts;
    this.#reducedMotion = reducedMotion;
  }

  /** @param {number} width CSS pixels @param {number} height @param {number} [pixelRatio] */
  resize(width, height, pixelRatio = 1) {
    // More than two device pixels for one are not seen, only paid for.
    const ratio = Math.min(2, pixelRatio);
    this.#size = { width, height, ratio };
    this.#blank = true;
    for (const canvas of [this.#canvas, this.#still]) {
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
    }
    this.#notBefore = 0;
    this.#place();
  }

  /** @param {Layout} layout @param {Data} data */
  setLayout(layout, data) {
    this.#layout = layout;
    this.#data = data;
    this.#picture = null;
    this.#hovered = null;
    this.#selected = null;
    this.#chosen = null;
    this.#story = new Story();
    this.#place();
  }

  /** A new frame has arrived. Nothing is painted here. @param {PictureLike} picture */
  setPicture(picture) {
    if (picture.layout.id !== this.#layout?.id) return;
    this.#story.see(picture.header, performance.now());
    this.#picture = picture;
    this.#fresh = true;
    this.#invalidate();
  }

  /** @param {Motion} motion */
  setMotion({ playing, speed }) {
    const was = modeOf(this.#motion);
    this.#motion = { playing, speed };
    if (modeOf(this.#motion) !== was) this.#story.settle();
    this.#invalidate();
  }

  /** The custom properties have changed: read the palette again. */
  setTheme() {
    this.#palette = readPalette();
    // Another look may have other sizes of text.
    this.#place();
  }

  /** What has no word is not written: half a sentence in another language helps nobody. @param {Texts} texts */
  setTexts(texts) {
    this.#texts = texts;
    this.#invalidate();
  }

  /** So much of the lower right corner is the page's. @param {number} width  CSS pixels */
  setCorner(width) {
    this.#corner = width;
    this.#invalidate();
  }

  /** @param {boolean} reduced */
  setReducedMotion(reduced) {
    this.#reducedMotion = reduced;
    this.#invalidate();
  }

  /**
   * Where the columns stand, in CSS pixels; `x` is the left side of a column, `boxOf` tells where
   * one of its units is.
   * @returns {{ index: number, x: number, width: number, top: number, bottom: number,
   *   units: number, boxOf: (unit: number) => import("./column.js").Box }[]}
   */
  columns() {
    return (this.#geometry?.columns ?? []).map((column) => {
      const { index, x, width, top, bottom, units } = column;
      const boxOf = (/** @type {number} */ unit) => column.form.boxOf(column, unit);
      return { index, x: x - width / 2, width, top, bottom, units, boxOf };
    });
  }

  /** @param {number} x @param {number} y  CSS pixels @returns {Target | null} */
  hit(x, y) {
    if (!this.#geometry) return null;
    const [hovered, selected] = [this.#hovered, this.#selected];
    const bias = biasAt(this.#geometry.columns, [hovered, selected], x, y);
    if (bias) return parameterAt(bias.layer, bias.unit, null);
    const neuron = unitAt(this.#geometry, x, y);
    if (neuron) return neuronAt(neuron.layer, neuron.unit);
    if (!this.#picture) return null;
    return hitGap(this.#geometry, this.#picture, x, y, { hovered, selected });
  }

  /** @param {Target | null} target */
  hover(target) {
    if (sameTarget(target, this.#hovered)) return;
    this.#hovered = target;
    this.#invalidate();
  }

  /** @param {Target | null} target */
  select(target) {
    if (sameTarget(target, this.#selected)) return;
    this.#selected = target;
    this.#invalidate();
  }

  /** The neuron whose numbers are told where the phase is about its layer. @param {Target | null} target */
  choose(target) {
    if (sameTarget(target, this.#chosen)) return;
    this.#chosen = target;
    this.#invalidate();
  }

  /** How many edges are drawn, and how many there are. */
  edgeNote() {
    return this.#edges;
  }

  /**
   * What the motion is when it does not show each phase: the key of a text, or null.
   * @returns {"flow.slowed" | null}
   */
  flowNote() {
    return this.#waving() ? "flow.slowed" : null;
  }

  /** Whether nothing moves and all that has come is painted. */
  atRest() {
    return this.#request === 0;
  }

  /** Width and height in CSS pixels. */
  size() {
    const { width, height } = this.#size;
    return { width, height };
  }

  /** The canvas itself, with what moves over the network. */
  get canvas() {
    return this.#canvas;
  }

  /**
   * Draw the network of this moment, without what moves over it, in the size of the stage on another
   * canvas or on what takes the same calls.
   * @param {import("./scene.js").Context} context
   * @param {{ ratio: number, palette: import("../palette.js").Palette, vector: boolean }} options
   *   ratio: pixels of small pictures for a unit; vector: every edge a curve of its own
   * @returns {boolean} false where there is nothing yet to draw
   */
  portray(context, { ratio, palette, vector }) {
    const scene = this.#scene(performance.now());
    if (!scene) return false;
    const atlas = new Atlas();
    const tiles = atlas.update(scene.picture, scene.geometry, ratio, palette);
    drawStill(context, { ...scene, palette, vector }, tiles ? atlas : null);
    return true;
  }

  destroy() {
    cancelAnimationFrame(this.#request);
    this.#request = -1;
  }

  #waving() {
    return modeOf(this.#motion) === "wave" && !this.#reducedMotion;
  }

  #place() {
    const { width, height } = this.#size;
    const { leastText } = this.#palette;
    this.#invalidate();
    if (!this.#layout || !this.#data || width < 1) return;
    const frame = {
      width,
      height,
      topInset: Math.max(this.#topInset, TOP_LINES * leastText),
      bottomInset: Math.max(BOTTOM_INSET, BOTTOM_LINES * leastText),
      leastText,
    };
    this.#geometry = placeNetwork(this.#layout.layers, frame);
    this.#atlas.reset();
  }

  #clear() {
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.fillStyle = css(this.#palette.paper);
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #invalidate() {
    this.#changed = true;
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#frame);
  }

  #frame = (/** @type {number} */ now) => {
    this.#request = 0;
    const scene = this.#scene(now);
    if (!scene) {
      if (this.#blank) this.#clear();
      return;
    }
    if (this.#changed && now >= this.#notBefore) this.#refresh(scene);
    this.#paint(scene, now);
    const moving = scene.phases ? scene.progress < 1 : this.#waving();
    if (scene.phases && moving) this.#changed = true;
    if (moving || this.#changed) this.#request = requestAnimationFrame(this.#frame);
  };

  /**
   * Paint the network itself. A huge one takes long without a graphics card: then it rests a while
   * before the next time, so that the page keeps reacting and the wave keeps running.
   * @param {Scene} scene
   */
  #refresh(scene) {
    const start = performance.now();
    this.#paintStill(scene);
    const end = performance.now();
    const cost = end - start;
    this.#notBefore = cost > COSTLY ? end + cost * 0.5 : 0;
    this.#changed = false;
    this.#blank = false;
    if (this.#fresh) this.painted++;
    this.#fresh = false;
  }

  /** @param {number} now @returns {Scene | null} */
  #scene(now) {
    const [geometry, layout, data, picture] = [
      this.#geometry,
      this.#layout,
      this.#data,
      this.#picture,
    ];
    if (!geometry || !layout || !data || !picture) return null;
    const phases = modeOf(this.#motion) === "phases";
    return {
      geometry,
      layout,
      data,
      picture,
      header: picture.header,
      palette: this.#palette,
      texts: this.#texts,
      phases,
      progress: this.#reducedMotion ? 1 : this.#story.progress(now, phaseDuration(this.#motion)),
      reducedMotion: this.#reducedMotion,
      hovered: this.#hovered,
      selected: this.#selected,
      chosen: this.#chosen,
      top: Math.max(this.#topInset, HEADING_LINES * this.#palette.leastText),
      corner: this.#corner,
      before: beforeUpdate(picture),
      vector: false,
    };
  }

  /** @param {Scene} scene @param {number} now */
  #paint(scene, now) {
    const context = this.#context;
    const { ratio } = this.#size;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#still, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMoving(context, scene, now);
  }

  /** @param {Scene} scene */
  #paintStill(scene) {
    const context = this.#still.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser cannot draw on a canvas");
    const { ratio } = this.#size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const tiles = this.#atlas.update(scene.picture, scene.geometry, ratio, this.#palette);
    this.#edges = drawStill(context, scene, tiles ? this.#atlas : null);
  }
}
