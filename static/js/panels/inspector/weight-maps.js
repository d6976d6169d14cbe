/**
 * The weights of a unit as pictures, one for each map they lie over: the kernels of a convolution,
 * or what a neuron looks for in an image or in maps.
 */
import { useEffect, useRef } from "preact/hooks";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { currentPicture } from "../../live.js";
import { readPalette, signIndex } from "../../palette.js";
import { select } from "../../pointing.js";
import { largest } from "../../stage/ranking.js";
import { layout } from "../../store.js";
import { parameterAt } from "../../target.js";
import { theme } from "../../theme.js";
import { parameterPlace } from "../../weights.js";
import { familyOf } from "./families/registry.js";

/** @typedef {import("../../types.js").Inspection} Inspection */

/** CSS pixels along a side: of a single picture, and of one among many. */
const LARGE = 104;
const SMALL = 44;

/** @param {{ all: Inspection }} _ */
export function WeightMaps({ all }) {
  const { layer } = all.target;
  const layers = layout.value?.layers;
  const shape = layers && layer > 0 && familyOf(layer).pictured(layers[layer - 1], layers[layer]);
  if (!shape) return null;
  const [maps, rows, columns] = shape;
  return html`<figure class="weight-maps">
    <div class=${maps > 1 ? "several" : ""}>${Array.from(
      { length: maps },
      (_, map) =>
        html`<${WeightMap} key=${map} all=${all} first=${map * rows * columns} rows=${rows} columns=${columns}
        side=${maps > 1 ? SMALL : LARGE} name=${maps > 1 ? t("patch.sumOf", { map: map + 1 }) : ""} />`,
    )}</div>
    <figcaption>${t(familyOf(layer).shared(layers[layer]) ? "inspector.kernels" : "inspector.weights")}</figcaption>
  </figure>`;
}

/**
 * @param {{ all: Inspection, first: number, rows: number, columns: number, side: number, name: string }} _
 *   first: number of the weight in its upper left corner
 */
function WeightMap({ all, first, rows, columns, side, name }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const { layer, unit } = all.target;
  const inForce = theme.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    const picture = currentPicture();
    const parameters = picture?.tensor("parameters", layer);
    if (!context || !picture || !parameters) return;
    const palette = readPalette();
    const most = largest(parameters);
    for (let at = 0; at < rows * columns; at++) {
      const place = parameterPlace(picture.layout.layers, { layer, unit }, first + at) ?? 0;
      context.fillStyle = palette.signedCss[signIndex(parameters[place], most)];
      context.fillRect(at % columns, Math.floor(at / columns), 1, 1);
    }
  }, [all, first, inForce]);
  /** @param {MouseEvent} event */
  const pick = ({ offsetX, offsetY }) => {
    const pixel = side / Math.max(rows, columns);
    const [row, column] = [Math.floor(offsetY / pixel), Math.floor(offsetX / pixel)];
    if (row < rows && column < columns) {
      select(parameterAt(layer, unit, first + row * columns + column));
    }
  };
  const label = [t("inspector.weights.label"), name].filter(Boolean).join(": ");
  return html`<canvas class=${name ? "weights small" : "weights"} ref=${canvas} width=${columns} height=${rows}
    role="img" aria-label=${label} title=${name} onClick=${pick}></canvas>`;
}
