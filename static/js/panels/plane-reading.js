/** What the network answers at a place of the plane: under the pointer, or walked to by key. */
import { signal } from "@preact/signals";
import { follow } from "../commands.js";
import { formatRounded } from "../exact.js";
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { readBoundary } from "../plane/map-reading.js";
import { nextPlace } from "../plane/walking.js";
import { data } from "../store.js";
import { placesPoints, useTool } from "./points.js";

/** @typedef {import("../plane/plane.js").PlaneView} PlaneView */

/** A place in units of the plane. @type {import("../store.js").Signal<{ x: number, y: number, byKey: boolean } | null>} */
const place = signal(null);

/** What a click does there. @param {PlaneView} plane @param {{ x: number, y: number }} at */
function choose(plane, { x, y }) {
  if (placesPoints()) {
    useTool(x, y);
    return;
  }
  const found = plane.nearest(...plane.toCanvas(x, y));
  if (found) follow(found);
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
    if (event.key === "Enter" && place.value && plane.current) {
      choose(plane.current, place.value);
      return;
    }
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
