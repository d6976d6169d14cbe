/** Gradients of an SVG file, made by the calls of a canvas. */
import { short } from "./svg-path.js";

/** Text between and within tags. */
export const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What `createLinearGradient` gives. */
export class Gradient {
  /** @param {string} id @param {number[]} ends  x0, y0, x1, y1 */
  constructor(id, ends) {
    this.id = id;
    this.ends = ends;
    /** @type {string[]} */
    this.stops = [];
  }

  /** @param {number} offset @param {string} colour */
  addColorStop(offset, colour) {
    this.stops.push(`<stop offset="${short(offset)}" stop-color="${escaped(colour)}"/>`);
  }

  toString() {
    const [x1, y1, x2, y2] = this.ends.map(short);
    return `<linearGradient id="${this.id}" gradientUnits="userSpaceOnUse" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${this.stops.join("")}</linearGradient>`;
  }
}
