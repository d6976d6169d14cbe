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

/**
 * What the canvas listens to. A pointer that rests has something else under it when the picture
 * comes or its layers move: `lookAgain` is to be called then.
 * @param {{ current: Stage | null }} stage @param {Network} network @param {Hand} hand
 */
export function pointerHandlers(stage, { layout }, hand) {
  const { looked, hovered, hover, select, forget } = hand;
  let byPointer = false;
  /** Where the pointer rests. @type {{ x: number, y: number } | null} */
  let resting = null;
  /** @param {{ x: number, y: number }} at */
  const lookAt = ({ x, y }) => {
    const target = stage.current?.hit(x, y);
    hover(target ? { target, x, y } : null);
  };
  const lookAgain = () => {
    if (resting && !hovered.peek() && hand.around.peek()) lookAt(resting);
  };
  const listeners = {
    onPointerMove: (/** @type {PointerEvent} */ { offsetX: x, offsetY: y, pointerType }) => {
      if (pointerType === "touch") return; // A finger that moves scrolls the page.
      resting = { x, y };
      lookAt(resting);
    },
    onPointerLeave: () => {
      resting = null;
      hover(null);
    },
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
  return { listeners, lookAgain };
}
