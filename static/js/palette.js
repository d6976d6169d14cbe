/**
 * The colours of the canvases, read from the custom properties in css/tokens.css.
 * Colour says sign, always the same two; `fwd` and `bwd` say direction.
 *
 * @typedef {[number, number, number]} Rgb  0 to 255
 *
 * @typedef {object} Palette
 * @property {Rgb} paper
 * @property {Rgb} panel
 * @property {Rgb} ink
 * @property {Rgb} soft
 * @property {Rgb} hair
 * @property {Rgb} neg
 * @property {Rgb} pos
 * @property {Rgb} zero
 * @property {Rgb} fwd
 * @property {Rgb} bwd
 * @property {Uint32Array} signed  256 pixels for int8 values: entry value + 128
 * @property {string[]} signedCss  the same 256 colours for fillStyle
 * @property {string[]} inkCss  256 steps from panel to ink, for values that are never negative
 * @property {number} leastText  CSS pixels; no text is smaller
 * @property {number} line  how many times as wide as on a laptop lines are
 * @property {string} font
 * @property {string} math
 */

import { NO_NUMBER } from "./quantised.js";

const NAMES = /** @type {const} */ ([
  "paper",
  "panel",
  "ink",
  "soft",
  "hair",
  "neg",
  "pos",
  "zero",
  "fwd",
  "bwd",
]);

/** How far the ends of the sign scale go: points and lines drawn on a map must stand out. */
const MAP_STRENGTH = 0.88;

/**
 * @param {Element} [root]  where the custom properties stand
 * @returns {Palette}
 */
export function readPalette(root = document.documentElement) {
  const style = getComputedStyle(root);
  const colours = /** @type {Record<(typeof NAMES)[number], Rgb>} */ ({});
  for (const name of NAMES) colours[name] = parseColour(style.getPropertyValue(`--${name}`));
  const table = signTable(colours.neg, colours.zero, colours.pos, colours.soft);
  return {
    ...colours,
    signed: Uint32Array.from(table, toPixel),
    signedCss: table.map((colour) => css(colour)),
    inkCss: Array.from({ length: 256 }, (_, i) => css(mix(colours.panel, colours.ink, i / 255))),
    leastText: Number.parseFloat(style.getPropertyValue("--least-text")) || 0,
    line: Number.parseFloat(style.getPropertyValue("--line")) || 1,
    font: style.getPropertyValue("--font").trim() || "system-ui, sans-serif",
    math: style.getPropertyValue("--math").trim() || "serif",
  };
}

/**
 * @param {string} text  #rgb, #rrggbb or rgb(r g b)
 * @returns {Rgb}
 * @throws {Error} where the text is no such colour
 */
export function parseColour(text) {
  const value = text.trim();
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value)?.[1];
  if (hex) {
    const wide = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    const number = Number.parseInt(wide, 16);
    return [number >> 16, (number >> 8) & 255, number & 255];
  }
  const numbers = /^rgba?\(([^)]*)\)$/i.exec(value)?.[1].match(/[\d.]+/g);
  if (numbers && numbers.length >= 3) {
    return [Number(numbers[0]), Number(numbers[1]), Number(numbers[2])];
  }
  throw new Error(`A colour as #rrggbb or rgb(r g b) expected; got "${value}"`);
}

/** @param {Rgb} a @param {Rgb} b @param {number} share of b, 0 to 1 @returns {Rgb} */
export function mix(a, b, share) {
  return [
    Math.round(a[0] + (b[0] - a[0]) * share),
    Math.round(a[1] + (b[1] - a[1]) * share),
    Math.round(a[2] + (b[2] - a[2]) * share),
  ];
}

/** @param {Rgb} colour @param {number} [alpha] */
export const css = ([r, g, b], alpha = 1) =>
  alpha >= 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${alpha})`;

/** Where a sign table holds the colour of what is no number. */
const NONE = NO_NUMBER + 128;

/**
 * Colours of the int8 values −127…127, taken as −1…1, and of −128, which is no number.
 * @param {Rgb} neg @param {Rgb} zero @param {Rgb} pos @param {Rgb} none
 * @returns {Rgb[]} 256 entries; value v stands at v + 128
 */
export function signTable(neg, zero, pos, none) {
  return Array.from({ length: 256 }, (_, i) => {
    if (i === NONE) return none;
    const value = (i - 128) / 127;
    return mix(zero, value < 0 ? neg : pos, Math.abs(value) * MAP_STRENGTH);
  });
}

/**
 * The entry of a sign table for a number.
 * @param {number} value @param {number} scale  the largest absolute value
 */
export function signIndex(value, scale) {
  if (Number.isNaN(value) || Number.isNaN(value / (scale || 1))) return NONE;
  if (!(scale > 0)) return 128;
  return 128 + Math.round(127 * Math.max(-1, Math.min(1, value / scale)));
}

/** An opaque pixel as ImageData holds it on little-endian machines. @param {Rgb} colour */
const toPixel = ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
