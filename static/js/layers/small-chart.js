/** A small canvas that is painted anew with every rendering, and tells where it is pointed at. */
import { useRepainted } from "../controls/repainted.js";
import { html } from "../html.js";

/** @typedef {import("./draw.js").Surface} Surface */

/**
 * @param {{ name: string, label: string, paint: (surface: Surface) => void,
 *   onPoint?: (share: number | null) => void, onWalk?: (by: number) => void }} _
 *   onPoint: how far from the left the pointer is, 0 to 1; onWalk: an arrow key was pressed
 */
export function SmallChart({ name, label, paint, onPoint, onWalk }) {
  const canvas = useRepainted(paint);

  /** @param {PointerEvent} event */
  const point = (event) => {
    const { left, width } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    onPoint?.(Math.max(0, Math.min(1, (event.clientX - left) / width)));
  };
  /** @param {KeyboardEvent} event */
  const walk = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !onWalk) return;
    onWalk(by);
    event.preventDefault();
    event.stopPropagation(); // The page's own arrow keys make steps.
  };
  return html`<canvas class=${`small-chart ${name}`} ref=${canvas} role="img" aria-label=${label}
    ...${onWalk ? { tabIndex: 0, onKeyDown: walk, onBlur: () => onPoint?.(null) } : {}}
    ...${onPoint ? { onPointerMove: point, onPointerDown: point, onPointerLeave: () => onPoint(null) } : {}}
  ></canvas>`;
}
