/**
 * The boundary: what the network answers in the whole plane, and the samples it learns from.
 *
 * @typedef {import("../types.js").Data} Data
 * @typedef {import("../types.js").Spotlight} Spotlight
 * @typedef {import("../stage/scene.js").PictureLike} PictureLike
 * @typedef {import("./scale.js").Plot} Plot
 */
import { css, readPalette } from "../palette.js";
import { drawPoints, drawSpotlight, nearestPoint } from "./points.js";
import { placePlot, ticksFit, ticksOf, toCanvas, toPlane } from "./scale.js";
import { fullColour, Surface, surfaceTable } from "./surface.js";

/** @type {[number, number]} */
const DOMAIN = [-6, 6];
const CORNER = 8;

export class PlaneView {
  #canvas;
  #context;
  #palette = readPalette();
  #surface = new Surface();
  /** Samples do not change from frame to frame: they are drawn once and copied. */
  #samples = new OffscreenCanvas(1, 1);
  #samplesDrawn = false;
  #size = { width: 0, height: 0, ratio: 1 };
  /** @type {Plot} */
  #plot = { left: 0, top: 0, side: 1, domain: DOMAIN };
  /** @type {Data | null} */
  #data = null;
  /** @type {PictureLike | null} */
  #picture = null;
  /** @type {Spotlight | null} */
  #spotlight = null;
  #options = { showTest: false, discretize: false };
  #request = 0;
  /** @type {string | null} */
  #surfaceKey = null;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser cannot draw on a canvas");
    this.#canvas = canvas;
    this.#context = context;
  }

  /** @param {number} width CSS pixels @param {number} height @param {number} [pixelRatio] */
  resize(width, height, pixelRatio = 1) {
    const ratio = Math.min(2, pixelRatio);
    this.#size = { width, height, ratio };
    for (const canvas of [this.#canvas, this.#samples]) {
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
    }
    this.#place();
  }

  /** @param {Data} data  of the view "plane" */
  setData(data) {
    this.#data = data;
    this.#surfaceKey = null;
    this.#place();
  }

  /** @param {PictureLike | null} picture */
  setPicture(picture) {
    this.#picture = picture;
    if (this.#keyOf(picture) !== this.#surfaceKey) this.#invalidate();
  }

  /** @param {Spotlight | null} spotlight */
  setSpotlight(spotlight) {
    this.#spotlight = spotlight;
    this.#invalidate();
  }

  setTheme() {
    this.#palette = readPalette();
    this.#place();
    this.#forget();
  }

  /** @param {Partial<{ showTest: boolean, discretize: boolean }>} options */
  setOptions(options) {
    this.#options = { ...this.#options, ...options };
    this.#forget();
  }

  /**
   * The sample nearest to a position in CSS pixels; test samples only while they are shown.
   * @param {number} x @param {number} y
   */
  nearest(x, y) {
    return this.#data ? nearestPoint(this.#plot, this.#data, this.#options.showTest, x, y) : null;
  }

  /** @param {number} x @param {number} y  CSS pixels @returns {[number, number]} */
  toPlane(x, y) {
    return toPlane(this.#plot, x, y);
  }

  /** @param {number} x @param {number} y  in units of the plane @returns {[number, number]} CSS pixels */
  toCanvas(x, y) {
    return toCanvas(this.#plot, x, y);
  }

  destroy() {
    cancelAnimationFrame(this.#request);
    this.#request = -1;
  }

  #forget() {
    this.#surfaceKey = null;
    this.#samplesDrawn = false;
    this.#invalidate();
  }

  #place() {
    const { width, height } = this.#size;
    this.#plot = placePlot(width, height, this.#data?.domain ?? DOMAIN, this.#palette.leastText);
    this.#samplesDrawn = false;
    this.#invalidate();
  }

  #invalidate() {
    if (this.#request === 0) this.#request = requestAnimationFrame(this.#frame);
  }

  /** @param {PictureLike | null} picture */
  #keyOf(picture) {
    return picture ? `${picture.layout.id}/${picture.stepOf("maps")}` : "none";
  }

  #frame = () => {
    this.#request = 0;
    if (!this.#data || this.#size.width < 1) return;
    const key = this.#keyOf(this.#picture);
    if (key !== this.#surfaceKey) this.#updateSurface(this.#data);
    this.#surfaceKey = key;
    if (!this.#samplesDrawn) this.#drawSamples(this.#data);
    this.#samplesDrawn = true;
    this.#paint(this.#data);
  };

  /** @param {Data} data */
  #updateSurface(data) {
    const picture = this.#picture;
    const layer = picture ? picture.layout.layers.length - 1 : 0;
    const values = picture?.tensor("boundary", layer) ?? null;
    const scale = picture?.tensor("boundary_scale", layer)?.[0] ?? 1;
    const stretch = data.task === "regression" ? scale / fullColour(data) : 1;
    const table = surfaceTable(this.#palette.signed, stretch, this.#options.discretize);
    const shape = picture?.shape("boundary", layer) ?? null;
    this.#surface.update(values instanceof Int8Array ? values : null, shape, table);
  }

  /** @param {Data} data */
  #drawSamples(data) {
    const context = this.#samples.getContext("2d");
    if (!context) throw new Error("This browser cannot draw on a canvas");
    const { width, height, ratio } = this.#size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    drawPoints(context, this.#plot, data, this.#palette, this.#options.showTest);
  }

  /** @param {Data} data */
  #paint(data) {
    const context = this.#context;
    const { width, height, ratio } = this.#size;
    const { left, top, side } = this.#plot;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.save();
    context.beginPath();
    context.roundRect(left, top, side, side, CORNER);
    context.clip();
    context.fillStyle = css(this.#palette.zero);
    context.fillRect(left, top, side, side);
    this.#surface.draw(context, this.#plot);
    this.#drawAxes();
    context.restore();
    this.#drawTicks();
    context.drawImage(this.#samples, 0, 0, width, height);
    if (this.#spotlight) {
      drawSpotlight(context, this.#plot, data, this.#spotlight, this.#palette);
    }
  }

  /** The two axes through the origin, faint: the surface is what counts. */
  #drawAxes() {
    const context = this.#context;
    const { left, top, side } = this.#plot;
    const [x, y] = toCanvas(this.#plot, 0, 0);
    context.strokeStyle = css(this.#palette.ink, 0.22);
    context.lineWidth = this.#palette.line;
    context.beginPath();
    context.moveTo(left, Math.round(y) + 0.5);
    context.lineTo(left + side, Math.round(y) + 0.5);
    context.moveTo(Math.round(x) + 0.5, top);
    context.lineTo(Math.round(x) + 0.5, top + side);
    context.stroke();
  }

  #drawTicks() {
    const { width, height } = this.#size;
    if (!ticksFit(width, height)) return;
    const context = this.#context;
    const { left, top, side, domain } = this.#plot;
    const size = Math.max(side >= 360 ? 12 : 10.5, this.#palette.leastText);
    context.font = `${size}px ${this.#palette.font}`;
    context.fillStyle = css(this.#palette.soft);
    for (const tick of ticksOf(domain, side, this.#palette.leastText)) {
      const text = String(tick).replace("-", "−");
      const [x, y] = toCanvas(this.#plot, tick, tick);
      context.textAlign = tick === domain[0] ? "left" : tick === domain[1] ? "right" : "center";
      context.textBaseline = "top";
      context.fillText(text, x, top + side + 6);
      context.textAlign = "right";
      context.textBaseline = tick === domain[0] ? "bottom" : tick === domain[1] ? "top" : "middle";
      context.fillText(text, left - 5, y);
    }
  }
}
