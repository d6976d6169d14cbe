/** A canvas that is painted anew with every rendering, and tells where it is pointed at. */
import { useRepainted } from "../../controls/repainted.js";
import { html } from "../../html.js";

/** @typedef {{ context: CanvasRenderingContext2D, width: number, height: number }} Surface */
/** @typedef {{ x: number, y: number, width: number, height: number }} Place  CSS pixels */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {{ name: string, label: string, values?: Record<string, unknown>,
 *   paint: (surface: Surface) => void, onPoint: (place: Place | null) => void,
 *   onWalk: (right: number, down: number) => void, onChoose?: (place: Place | null) => void }} _
 *   values: data attributes; onWalk: an arrow key was pressed; onChoose: a click at a place, or
 *   Enter, without one
 */
export function PointedCanvas({ name, label, values, paint, onPoint, onWalk, onChoose }) {
  const canvas = useRepainted(paint);

  /** @param {PointerEvent | MouseEvent} event @returns {Place} */
  const placeOf = ({ currentTarget, clientX, clientY }) => {
    const element = /** @type {HTMLElement} */ (currentTarget);
    const { left, top } = element.getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } = element;
    return {
      x: clientX - left - element.clientLeft,
      y: clientY - top - element.clientTop,
      width,
      height,
    };
  };
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) onWalk(...arrow);
    else if (event.key === "Enter" && onChoose) onChoose(null);
    else return;
    event.preventDefault();
    event.stopPropagation(); // The page's own arrow keys make steps.
  };
  const data = Object.entries(values ?? {}).map(([key, value]) => [`data-${key}`, value]);
  return html`<canvas class=${name} ref=${canvas} role="img" aria-label=${label} tabindex="0"
    ...${Object.fromEntries(data)} onKeyDown=${press}
    onBlur=${() => onPoint(null)} onPointerLeave=${() => onPoint(null)}
    onPointerMove=${(/** @type {PointerEvent} */ event) => onPoint(placeOf(event))}
    onPointerDown=${(/** @type {PointerEvent} */ event) => onPoint(placeOf(event))}
    onClick=${(/** @type {MouseEvent} */ event) => onChoose?.(placeOf(event))}></canvas>`;
}
