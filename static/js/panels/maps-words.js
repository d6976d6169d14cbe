/** How a layer of maps is told in a heading. */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */
import { t } from "../i18n.js";

/** CSS pixels: narrower headings say "6@8×8", as diagrams of such networks do. */
const WORDED = 84;
const ROOMY = 120;

/**
 * @param {LayoutLayer} layer @param {"roomy" | "close" | "narrow"} fit
 * @param {number} room  to the next heading, in small text
 * @returns {string | null} null where its outputs are no maps
 */
export function mapsWords({ shape, settings }, fit, room) {
  if (shape?.length !== 3) return null;
  const [count, height, width] = shape;
  if (fit === "narrow") return String(count);
  if (room < WORDED) return `${count}@${height}×${width}`;
  const maps = t("layers.maps", { count, height, width });
  const size = settings.kernel_size;
  return fit === "roomy" && size && room >= ROOMY ? `${maps} · ${size}×${size}` : maps;
}
