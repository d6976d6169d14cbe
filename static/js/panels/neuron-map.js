/** The output of a neuron over the plane, large, as its tile shows it small. */
import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { ownNetwork } from "../networks.js";
import { readPalette } from "../palette.js";
import { liveScales, mapStrengths, paintMap } from "../stage/atlas.js";
import { theme } from "../theme.js";

/** @typedef {import("../stage/scene.js").PictureLike} PictureLike */

/**
 * @param {HTMLCanvasElement} canvas @param {PictureLike} picture
 * @param {number} layer @param {number} unit @param {import("../palette.js").Palette} palette
 */
function paint(canvas, picture, layer, unit, palette) {
  const maps = picture.tensor("maps", layer);
  const scales = picture.tensor("map_scales", layer);
  const shape = picture.shape("maps", layer);
  const context = canvas.getContext("2d");
  if (!(maps instanceof Int8Array) || !scales || !shape || !context || unit >= scales.length)
    return;
  const size = shape[1];
  const raw = new OffscreenCanvas(size + 2, size + 2);
  const drawing = raw.getContext("2d");
  if (!drawing) return;
  const image = drawing.createImageData(size + 2, size + 2);
  const strength = mapStrengths(liveScales(maps, scales, size * size), layer)[unit];
  const pixels = new Uint32Array(image.data.buffer);
  paintMap(pixels, maps, unit * size * size, size, strength, palette.signed);
  drawing.putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(raw, 1, 1, size, size, 0, 0, canvas.width, canvas.height);
}

/**
 * @param {{ layer: number, unit: number, size: number, label?: string,
 *   mark?: { u: number, v: number } | null, network?: import("../networks.js").Network }} _  mark: a place in it, 0 to 1 from the upper left
 */
export function NeuronMap({ layer, unit, size, label, mark = null, network = ownNetwork }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const inForce = theme.value;
  useEffect(() => {
    const palette = readPalette();
    let drawnAt = "";
    return network.listen((picture) => {
      const key = `${picture.layout.id}/${picture.stepOf("maps")}`;
      if (!canvas.current || key === drawnAt) return;
      drawnAt = key;
      paint(canvas.current, picture, layer, unit, palette);
    });
  }, [network, layer, unit, inForce]);
  /** @param {HTMLElement | null} dot */
  const place = (dot) => {
    if (!dot || !mark) return;
    dot.style.left = `${mark.u * 100}%`;
    dot.style.top = `${mark.v * 100}%`;
  };
  return html`<div class="neuron-map">
    <canvas ref=${canvas} width=${size * 2} height=${size * 2} role="img"
      aria-label=${label ?? t("inspector.map")}></canvas>
    ${mark && html`<i class="mark" ref=${place}></i>`}
  </div>`;
}
