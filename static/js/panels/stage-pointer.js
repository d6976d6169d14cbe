/** The hand in a picture of a network: by mouse, finger or keys. */
/** @typedef {import("../networks.js").Column} Column */
/** @typedef {import("../networks.js").Network} Network */
/** @typedef {import("../pointing.js").Hand} Hand */
/** @typedef {import("../pointing.js").Pointed} Pointed */
/** @typedef {import("../stage/stage.js").Stage} Stage */
/** @typedef {import("../target.js").Target} Target */
import { nextIncoming } from "./incoming.js";
import { neighbour } from "./neighbour.js";

/** @param {Column[]} columns @param {Target} target @returns {Pointed} beside it */
export function beside(columns, target) {
  const found = columns.find(({ index }) => index === target.layer);
  if (!found) return { target, x: 0, y: 0 };
  const { x, y, width, height } = found.boxOf(target.unit);
  return { target, left: x, x: x + width, y: y + height / 2 };
}

/** @param {{ current: Stage | null }} stage @param {Network} network @param {Hand} hand */
export function pointerHandlers(stage, { layout }, { looked, hover, select, forget }) {
  let byPointer = false;
  return {
    onPointerMove: (/** @type {PointerEvent} */ { offsetX: x, offsetY: y, pointerType }) => {
      if (pointerType === "touch") return; // A finger that moves scrolls the page.
      const target = stage.current?.hit(x, y);
      hover(target ? { target, x, y } : null);
    },
    onPointerLeave: () => hover(null),
    // Whoever clicks the picture has not come to walk through it: the arrows stay with the run.
    onPointerDown: () => {
      byPointer = true;
    },
    onClick: (/** @type {MouseEvent} */ { offsetX: x, offsetY: y }) =>
      select(stage.current?.hit(x, y) ?? null),
    onBlur: () => {
      byPointer = false;
      hover(null);
    },
    onKeyDown: (/** @type {KeyboardEvent} */ event) => {
      if (!stage.current || !layout.value) return;
      if (event.key === "Escape") forget();
      const { layers } = layout.value;
      if (event.key === "Enter" && looked.value) {
        select(looked.value);
        event.preventDefault();
        return;
      }
      const next =
        nextIncoming(layers, looked.value, event) ??
        (event.shiftKey || byPointer ? null : neighbour(layers, looked.value, event.key));
      if (!next) return;
      event.preventDefault();
      hover(beside(stage.current.columns(), next));
    },
  };
}
