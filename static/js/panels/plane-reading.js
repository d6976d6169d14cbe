/** What the network answers at a place of the plane: under the pointer, or walked to by key. */
import { signal } from "@preact/signals";
import { formatRounded } from "../exact.js";
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { readBoundary } from "../plane/map-reading.js";
import { data } from "../store.js";

/** @typedef {import("../plane/plane.js").PlaneView} PlaneView */

const CELLS = 64; // of the boundary, across

/** A place in units of the plane. @type {import("../store.js").Signal<{ x: number, y: number, byKey: boolean } | null>} */
const place = signal(null);

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * One cell further; from nowhere to the middle.
 * @param {{ x: number, y: number } | null} from @param {string} key @param {[number, number]} domain
 * @returns {{ x: number, y: number } | null} null where the key is no arrow
 */
export function nextPlace(from, key, [low, high]) {
  const move = MOVES[key];
  if (!move) return null;
  const cell = (high - low) / CELLS;
  if (!from) return { x: (low + high) / 2 + cell / 2, y: (low + high) / 2 + cell / 2 };
  const held = (/** @type {number} */ at) =>
    Math.min(high - cell / 2, Math.max(low + cell / 2, at));
  return { x: held(from.x + move[0] * cell), y: held(from.y + move[1] * cell) };
}

/** @param {{ current: PlaneView | null }} plane */
export const readingHandlers = (plane) => ({
  onPointerMove: (/** @type {PointerEvent} */ { offsetX, offsetY }) => {
    const found = plane.current?.toPlane(offsetX, offsetY);
    place.value = found ? { x: found[0], y: found[1], byKey: false } : null;
  },
  onPointerLeave: () => {
    place.value = null;
  },
  onBlur: () => {
    place.value = null;
  },
  onKeyDown: (/** @type {KeyboardEvent} */ event) => {
    const next = nextPlace(place.value, event.key, data.value?.domain ?? [-6, 6]);
    if (!next) return;
    event.preventDefault();
    place.value = { ...next, byKey: true };
  },
});

/** The number of the network at a place, as people say it. @param {number} value */
function said(value) {
  // A boundary of two classes comes as 2p − 1.
  if (data.value?.task !== "binary") return formatRounded(value);
  return `${t("plane.probability")}≈ ${Math.round(50 * (value + 1))}%`;
}

/** @param {{ plane: { current: PlaneView | null }, canvas: { current: HTMLCanvasElement | null } }} _ */
export function PlaneReading({ plane, canvas }) {
  const at = place.value;
  const picture = currentPicture();
  const domain = data.value?.domain;
  if (!at || !picture || !domain || !numbers.value) return null;
  const [low, high] = domain;
  const [u, v] = [(at.x - low) / (high - low), (high - at.y) / (high - low)];
  if (u < 0 || u > 1 || v < 0 || v > 1) return null;
  const read = readBoundary(picture, domain, u, v);
  if (!read) return null;
  /** @param {number} dx @param {number} dy */
  const put = (dx, dy) => (/** @type {HTMLElement | null} */ element) => {
    const found = plane.current?.toCanvas(at.x, at.y);
    if (!element || !found || !canvas.current) return;
    const left = canvas.current.offsetLeft + found[0] + dx;
    const most = (element.parentElement?.clientWidth ?? 0) - element.offsetWidth;
    element.style.left = `${Math.max(0, Math.min(left, dx ? most : left))}px`;
    element.style.top = `${canvas.current.offsetTop + found[1] + dy}px`;
  };
  return html`${at.byKey && html`<i class="plane-mark" ref=${put(0, 0)}></i>`}
    <p class="card plane-reading" role="status" title=${t("plane.rounded")} ref=${put(12, 12)}>
      ${t("plane.at", { x: formatQuantity(read.x, 2), y: formatQuantity(read.y, 2) })}
      <b>${said(read.value)}</b></p>`;
}
