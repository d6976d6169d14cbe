/** How a layer of maps is told in a heading. */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */
import { t } from "../i18n.js";

/**
 * @param {LayoutLayer} layer @param {"roomy" | "close" | "narrow"} fit
 * @returns {string | null} null where its outputs are no maps
 */
export function mapsWords({ shape, settings }, fit) {
  if (shape?.length !== 3) return null;
  const [count, height, width] = shape;
  if (fit === "narrow") return String(count);
  const maps = t("layers.maps", { count, height, width });
  const size = settings.kernel_size;
  return fit === "roomy" && size ? `${maps} · ${size}×${size}` : maps;
}
