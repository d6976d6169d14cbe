/**
 * What a picture is drawn on: a canvas at twice its size, or the text of an SVG file.
 *
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | SvgContext} Drawable
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../palette.js").Rgb} Rgb
 */
import { css, readPalette } from "../palette.js";
import { SvgContext } from "./svg-context.js";

/** Device pixels for a CSS pixel. */
export const SHARP = 2;
/** Height of the line that says what is seen. */
export const TITLE = 34;

/** A canvas is only lent: for the widths of texts and for encoding images. */
function backing() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw on a canvas");
  return {
    /** @param {string} text @param {string} font */
    measure(text, font) {
      context.font = font;
      return context.measureText(text);
    },
    /** @param {CanvasImageSource} image @param {number} sx @param {number} sy @param {number} sw @param {number} sh */
    encode(image, sx, sy, sw, sh) {
      canvas.width = Math.max(1, Math.round(sw));
      canvas.height = Math.max(1, Math.round(sh));
      context.drawImage(image, sx, sy, sw, sh, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/png");
    },
  };
}

/**
 * What the stylesheet says in its light theme, whatever the theme in force.
 * @template T @param {() => T} read @returns {T}
 */
export function inTheLight(read) {
  const root = document.documentElement;
  const inForce = root.dataset.theme;
  // The browser does not paint in between.
  root.dataset.theme = "light";
  const found = read();
  root.dataset.theme = inForce;
  return found;
}

/**
 * The colours of a page of paper: those of the light theme, on white.
 * @returns {Palette}
 */
export function printedPalette() {
  /** @type {Rgb} */
  const white = [255, 255, 255];
  return { ...inTheLight(readPalette), paper: white, panel: white };
}

/**
 * The ground and the line above the picture.
 * @param {Drawable} context @param {number} width @param {number} height @param {string} title
 * @param {Palette} palette
 */
export function drawTitle(context, width, height, title, palette) {
  context.fillStyle = css(palette.paper);
  context.fillRect(0, 0, width, height);
  context.fillStyle = css(palette.ink);
  context.font = `600 15px ${palette.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(title, 16, TITLE / 2 + 3);
}

/**
 * @typedef {object} Picture
 * @property {number} width  CSS pixels
 * @property {number} height
 * @property {string} title
 * @property {Palette} palette
 * @property {(context: Drawable, ratio: number) => void} draw  below the title; `ratio` is how many
 *   pixels there are for a unit
 */

/** @param {Picture} picture @returns {Promise<Blob>} */
export function asPng({ width, height, title, palette, draw }) {
  const whole = new OffscreenCanvas(width * SHARP, (height + TITLE) * SHARP);
  const context = contextOf(whole);
  context.setTransform(SHARP, 0, 0, SHARP, 0, 0);
  drawTitle(context, width, height + TITLE, title, palette);
  const body = new OffscreenCanvas(width * SHARP, height * SHARP);
  const within = contextOf(body);
  within.setTransform(SHARP, 0, 0, SHARP, 0, 0);
  draw(within, SHARP);
  context.drawImage(body, 0, TITLE, width, height);
  return whole.convertToBlob({ type: "image/png" });
}

/** @param {Picture} picture @returns {Blob} */
export function asSvg({ width, height, title, palette, draw }) {
  const context = new SvgContext(width, height + TITLE, backing());
  drawTitle(context, width, height + TITLE, title, palette);
  context.translate(0, TITLE);
  draw(context, SHARP);
  return new Blob([context.text(title)], { type: "image/svg+xml" });
}

/** @param {OffscreenCanvas} canvas */
function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw on a canvas");
  return context;
}
