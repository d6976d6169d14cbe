/**
 * Samples as letters in a plane.
 *
 * @typedef {object} Cloud
 * @property {ArrayLike<number>} points  x and y of each sample in turn; NaN where there is none
 * @property {number[]} truths  the class of each
 * @property {ArrayLike<number>} answers  what it is taken for
 */

const AIR = 14; // pixels around the points
const REACH = 18; // pixels within which a sample is pointed at

/**
 * How to draw a cloud: both axes alike, the origin in the middle.
 * @param {ArrayLike<number>} points @param {number} width @param {number} height  CSS pixels
 */
export function placement(points, width, height) {
  let most = 0;
  for (let i = 0; i < points.length; i += 1) {
    if (Number.isFinite(points[i])) most = Math.max(most, Math.abs(points[i]));
  }
  const scale = (Math.min(width, height) / 2 - AIR) / (most || 1);
  /** @param {number} sample @returns {[number, number]} */
  const place = (sample) => [
    width / 2 + scale * points[2 * sample],
    height / 2 - scale * points[2 * sample + 1],
  ];
  return place;
}

/**
 * The sample next to a place; null where none is near.
 * @param {ArrayLike<number>} points @param {number} width @param {number} height
 * @param {number} x @param {number} y
 */
export function sampleAt(points, width, height, x, y) {
  const place = placement(points, width, height);
  let [nearest, distance] = [/** @type {number | null} */ (null), REACH];
  for (let sample = 0; sample < points.length / 2; sample += 1) {
    const [left, top] = place(sample);
    const away = Math.hypot(left - x, top - y);
    if (away < distance) [nearest, distance] = [sample, away];
  }
  return nearest;
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height
 * @param {Cloud} cloud
 * @param {{ letters: string[], colours: string[], ink: string, hair: string, paper: string,
 *   font: string, size: number, line: number }} look
 * @param {{ chosen: number | null, pointed: number | null }} marked  samples
 */
export function drawCloud(context, width, height, { points, truths, answers }, look, marked) {
  const place = placement(points, width, height);
  context.strokeStyle = look.hair;
  context.lineWidth = 1;
  context.strokeRect(width / 2, 0, 0, height);
  context.strokeRect(0, height / 2, width, 0);
  context.font = `600 ${look.size}px ${look.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const count = Math.min(points.length / 2, truths.length);
  for (let sample = 0; sample < count; sample += 1) {
    const [x, y] = place(sample);
    if (!Number.isFinite(x)) continue;
    const truth = truths[sample];
    context.fillStyle = look.colours[truth];
    context.fillText(look.letters[truth], x, y);
    if (answers[sample] !== truth) ring(context, x, y, look.size * 0.75, look.ink, look.line);
  }
  for (const sample of [marked.chosen, marked.pointed]) {
    if (sample === null || sample >= count) continue;
    const [x, y] = place(sample);
    if (!Number.isFinite(x)) continue;
    context.fillStyle = look.paper;
    context.beginPath();
    context.arc(x, y, look.size, 0, 2 * Math.PI);
    context.fill();
    ring(context, x, y, look.size, look.ink, 2.5 * look.line);
    context.fillStyle = look.colours[truths[sample]];
    context.fillText(look.letters[truths[sample]], x, y);
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} radius @param {string} hue @param {number} line */
function ring(context, x, y, radius, hue, line) {
  context.strokeStyle = hue;
  context.lineWidth = line;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
