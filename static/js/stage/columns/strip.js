/**
 * A layer of very many neurons as a narrow strip of cells, in the order of reading: what is left of
 * maps when they are laid flat. It is drawn and found like one map of that shape.
 *
 * @typedef {import("../column.js").Form} Form
 */
import { columnOf, MAPS } from "./maps.js";

/** CSS pixels: sides of a cell that are tried, the largest first. */
const PIXELS = [8, 7, 6, 5, 4, 3, 2, 1.5, 1, 0.75, 0.5, 0.35];
/** Shares of the room above each other, and of the distance between two columns. */
const TALL = 0.86;
const WIDE = 0.34;

/** @type {Form} */
export const STRIP = {
  ...MAPS,
  place(layer, room, gap) {
    const high = room.height * TALL;
    const wide = room.step * room.share * WIDE;
    const fits = (/** @type {number} */ pixel) => across(layer.units, high, pixel) * pixel <= wide;
    const pixel = PIXELS.find(fits) ?? PIXELS[PIXELS.length - 1];
    const columns = across(layer.units, high, pixel);
    const rows = Math.ceil(layer.units / columns);
    const fit = { maps: 1, rows, columns, pixel, across: 1, aside: 0, kernelPixel: 0, air: 0 };
    return { ...columnOf(layer, { ...fit, pitch: rows * pixel }, room, gap), form: STRIP };
  },
};

/** Cells beside each other. @param {number} units @param {number} high @param {number} pixel */
const across = (units, high, pixel) => Math.ceil(units / Math.floor(high / pixel));
