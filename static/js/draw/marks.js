/**
 * What was drawn, mark by mark, so that each can be taken back.
 *
 * @typedef {[number, number]} Point  from 0 to 1, from the upper left corner
 * @typedef {{ kind: "stroke", points: Point[] }} Stroke
 * @typedef {{ kind: "picture", image: HTMLCanvasElement }} Picture  in the place of all before it
 * @typedef {Stroke | Picture} Mark
 * @typedef {import("./raster.js").Raster} Raster
 */

/** Pixels of a side; twice as many as any network sees. */
export const SIZE = 256;

const PEN = 0.09; // its width, as a share of a side

/** @param {number} width @param {number} height @returns {[HTMLCanvasElement, CanvasRenderingContext2D]} */
export function canvasOf(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  // It is read back many times a second.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser has no 2-D canvas");
  return [canvas, context];
}

/** @param {CanvasRenderingContext2D} context @param {Stroke} stroke */
function drawStroke(context, { points }) {
  context.lineWidth = PEN * SIZE;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.beginPath();
  for (const [i, [x, y]] of points.entries()) {
    if (i === 0) context.moveTo(x * SIZE, y * SIZE);
    // A single point is a dot, also where it is the only one.
    context.lineTo(x * SIZE, y * SIZE);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {Picture} picture */
function drawPicture(context, { image }) {
  context.clearRect(0, 0, SIZE, SIZE);
  const scale = SIZE / Math.max(image.width, image.height);
  const width = image.width * scale;
  const height = image.height * scale;
  context.drawImage(image, (SIZE - width) / 2, (SIZE - height) / 2, width, height);
}

/**
 * Draw them on nothing, SIZE by SIZE: what is opaque is ink.
 * @param {CanvasRenderingContext2D} context @param {Mark[]} marks
 */
export function drawMarks(context, marks) {
  context.clearRect(0, 0, SIZE, SIZE);
  for (const mark of marks) {
    if (mark.kind === "stroke") drawStroke(context, mark);
    else drawPicture(context, mark);
  }
}

/** How much ink is where. @param {CanvasRenderingContext2D} context @returns {Raster} */
export function rasterOf(context) {
  const { data } = context.getImageData(0, 0, SIZE, SIZE);
  const ink = Float32Array.from({ length: SIZE * SIZE }, (_, i) => data[4 * i + 3] / 255);
  return { width: SIZE, height: SIZE, ink };
}

/**
 * Ink as the server tells it, as a mark.
 * @param {Uint8Array} ink  rows of 0 to 255 @param {number} width @param {number} height
 * @returns {Picture}
 */
export function pictureOf(ink, width, height) {
  const [image, context] = canvasOf(width, height);
  const pixels = context.createImageData(width, height);
  for (const [i, value] of ink.entries()) pixels.data[4 * i + 3] = value;
  context.putImageData(pixels, 0, 0);
  return { kind: "picture", image };
}
