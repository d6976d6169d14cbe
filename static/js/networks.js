/**
 * The networks on the page that can be pointed at: the room's own, and while two runs are compared
 * the one beside it.
 *
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./types.js").Header} Header
 * @typedef {import("./types.js").Layout} Layout
 *
 * @typedef {{ index: number, x: number, width: number, top: number, bottom: number,
 *   units: number, boxOf: (unit: number) => import("./stage/column.js").Box }} Column  where a layer stands on the canvas; `x` is its left side
 *
 * @typedef {object} Network
 * @property {() => Picture | null} picture  its newest numbers
 * @property {(listener: (picture: Picture) => void) => () => void} listen  to its frames
 * @property {import("@preact/signals").ReadonlySignal<Header | null>} numbers  slowed down for reading
 * @property {import("@preact/signals").ReadonlySignal<Layout | null>} layout  in the reader's language
 * @property {import("./store.js").Signal<Column[]>} columns
 */
import { signal } from "@preact/signals";
import { besideNumbers, besidePicture, onBesideFrame } from "./compare/beside.js";
import { besideLayout } from "./compare/named.js";
import { currentPicture, numbers, onFrame } from "./live.js";
import { layout } from "./store.js";

/** @returns {Network["columns"]} */
const nowhere = () => signal([]);

/** @type {Network} */
export const ownNetwork = {
  picture: currentPicture,
  listen: onFrame,
  numbers,
  layout,
  columns: nowhere(),
};

/** @type {Network} */
export const besideNetwork = {
  picture: besidePicture,
  listen: onBesideFrame,
  numbers: besideNumbers,
  layout: besideLayout,
  columns: nowhere(),
};
