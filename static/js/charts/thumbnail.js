/** @typedef {import("../types.js").PointsPreview} PointsPreview */
/** @typedef {import("../types.js").ImagePreview} ImagePreview */
import { useEffect, useRef } from "preact/hooks";
import { colour, sharpContext } from "../controls/canvas.js";
import { html } from "../html.js";
import { theme } from "../theme.js";

const SIZE = 34;

/** A dataset at a glance. @param {{ preview: PointsPreview | ImagePreview }} _ */
export function Thumbnail({ preview }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const inForce = theme.value;
  useEffect(() => {
    if (!canvas.current) return;
    const context = sharpContext(canvas.current, SIZE, SIZE);
    if (preview.kind === "points") drawPoints(context, preview);
    else drawImage(context, preview);
  }, [preview, inForce]);
  return html`<canvas ref=${canvas} aria-hidden="true"></canvas>`;
}

/** @param {CanvasRenderingContext2D} context @param {PointsPreview} preview */
function drawPoints(context, { points }) {
  const reach = SIZE / 2 - 4;
  for (const [x, y, value] of points) {
    context.fillStyle = colour(value > 0 ? "--pos" : "--neg");
    context.globalAlpha =
      value > 0 && value < 1 ? 0.25 + 0.75 * value : value < 0 ? 0.25 - 0.75 * value : 1;
    context.beginPath();
    context.arc(SIZE / 2 + x * reach, SIZE / 2 - y * reach, 1.5, 0, 2 * Math.PI);
    context.fill();
  }
}

/** @param {CanvasRenderingContext2D} context @param {ImagePreview} preview */
function drawImage(context, { pixels, shape: [rows, columns] }) {
  const cell = (SIZE - 6) / Math.max(rows, columns);
  context.fillStyle = colour("--ink");
  for (const [i, value] of pixels.entries()) {
    context.globalAlpha = value;
    const x = 3 + (i % columns) * cell;
    context.fillRect(x, 3 + Math.floor(i / columns) * cell, cell + 0.2, cell + 0.2);
  }
}

/**
 * Pixels as an image, dark on light as on paper.
 * @param {number[]} pixels  0 to 1 @param {[number, number]} shape
 */
export function pixelsUrl(pixels, [rows, columns]) {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no 2-D canvas");
  const image = context.createImageData(columns, rows);
  for (const [i, value] of pixels.entries()) {
    const grey = Math.round(255 * (1 - value));
    image.data.set([grey, grey, grey, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}
