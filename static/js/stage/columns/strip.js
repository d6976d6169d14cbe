/**
 * A layer of very many neurons as a narrow strip of cells, in the order of reading: what is left of
 * maps when they are laid flat. It is drawn and found like one map of that shape.
 *
 * @typedef {import("../column.js").Form} Form
 */
import { columnOf, MAPS } from "./maps.js";

/** CSS pixels: a cell can be pointed at, and is no block either. */
const LEAST = 4;
const MOST = 8;
/** Share of the room above each other. */
const TALL = 0.86;

/** @type {Form} */
export const STRIP = {
  ...MAPS,
  place(layer, room, gap) {
    const high = room.height * TALL;
    const columns = Math.max(1, Math.ceil((layer.units * LEAST) / high));
    const rows = Math.ceil(layer.units / columns);
    const pixel = Math.min(MOST, Math.max(1, Math.floor(high / rows)));
    const fit = { maps: 1, rows, columns, pixel, across: 1, aside: 0, kernelPixel: 0, air: 0 };
    return { ...columnOf(layer, { ...fit, pitch: rows * pixel }, room, gap), form: STRIP };
  },
};
