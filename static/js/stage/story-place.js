/**
 * Where there is room on the drawing: boxes that must not cover neurons, numbers or words.
 *
 * @typedef {import("./column.js").Box} Box
 * @typedef {import("./geometry.js").Geometry} Geometry
 * @typedef {import("./column.js").Column} Column
 */
import { edgeEnd, edgeStart, edgeStartY } from "./column.js";
import { edgePoint } from "./curve.js";

/** Below this line stand the caption and the page's notes. */
export const CAPTION = 58;
/** Distance between two places that are tried. */
const GRID = 10;
const MARGIN = 6;

/** @param {Box} a @param {Box} b */
export const overlaps = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The words and gauges right of the outputs. @param {Geometry} geometry @returns {Box} */
export function answerBox(geometry) {
  const column = geometry.columns[geometry.columns.length - 1];
  const left = column.x + column.width / 2;
  const [top, bottom] = [
    Math.min(column.top, column.y[0] - 80),
    Math.max(column.bottom, column.y[0] + 80),
  ];
  const single = column.units === 1;
  return {
    x: single ? Math.min(left, geometry.width - 130) : left,
    y: single ? top : column.top - 4,
    width: geometry.width - left + 130,
    height: single ? bottom - top + 56 : column.bottom - column.top + 8,
  };
}

/** @param {Geometry} geometry @returns {Box} the names left of the inputs */
function namesBox({ columns: [inputs] }) {
  const right = inputs.x - inputs.width / 2;
  return { x: 0, y: inputs.top, width: right, height: inputs.bottom - inputs.top };
}

/**
 * All that must stay readable.
 * @param {Geometry} geometry @param {(layer: number) => boolean} [matters]  which columns
 * @returns {Box[]}
 */
export function obstacles(geometry, matters = () => true) {
  const { columns } = geometry;
  return [
    ...columns
      .filter(({ index }) => matters(index))
      .flatMap((column) => column.form.obstacles(geometry, column)),
    ...(matters(columns.length - 1) ? [answerBox(geometry)] : []),
    ...(matters(0) ? [namesBox(geometry)] : []),
  ];
}

/**
 * Points along an edge, as small boxes.
 * @param {Column} from @param {number} j @param {Column} to @param {number} i
 * @returns {Box[]}
 */
export function alongEdge(from, j, to, i) {
  const [x0, y0, x1, y1] = [edgeStart(from), edgeStartY(from, j), edgeEnd(to), to.y[i]];
  return Array.from({ length: 12 }, (_, at) => {
    const [x, y] = edgePoint(x0, y0, x1, y1, (at + 0.5) / 12);
    return { x: x - 3, y: y - 3, width: 6, height: 6 };
  });
}

/** The middles of the gaps, where there is just room enough, and a grid. @param {Geometry} geometry @param {number} width @param {number} right */
function placesAcross({ columns }, width, right) {
  const places = [];
  for (let k = 1; k < columns.length; k++) {
    places.push((edgeStart(columns[k - 1]) + edgeEnd(columns[k])) / 2 - width / 2);
  }
  for (let x = MARGIN; x <= right; x += GRID) places.push(x);
  return places.filter((x) => x >= MARGIN && x <= right);
}

/**
 * Whether a line from a box to its neuron would run over something else.
 * @param {Box} box @param {{ x: number, y: number, reach: number }} near @param {Box[]} hard
 */
function crosses(box, { x, y, reach }, hard) {
  const fromX = Math.max(box.x, Math.min(box.x + box.width, x));
  const fromY = Math.max(box.y, Math.min(box.y + box.height, y));
  for (let step = 1; step < 6; step++) {
    const [px, py] = [fromX + ((x - fromX) * step) / 6, fromY + ((y - fromY) * step) / 6];
    if (Math.abs(px - x) < reach + 8 && Math.abs(py - y) < reach + 8) return false;
    const point = { x: px - 1, y: py - 1, width: 2, height: 2 };
    if (hard.some((other) => overlaps(point, other))) return true;
  }
  return false;
}

/**
 * The free place nearest to a neuron.
 * @param {Geometry} geometry @param {{ width: number, height: number }} size
 * @param {{ x: number, y: number, reach: number }} near  the neuron and half its side
 * @param {{ top: number, limit: number }} bounds  what is above is not free; how much it may cost
 * @param {Box[]} hard  must not be covered @param {Box[]} soft  had better not be covered
 * @param {-1 | 1} side  where it is liked better: right of the neuron, or left of it
 * @returns {Box | null}
 */
export function freePlace(geometry, size, near, { top, limit }, hard, soft, side) {
  const right = geometry.width - size.width - MARGIN;
  const bottom = geometry.height - CAPTION - size.height - MARGIN;
  /** @type {Box | null} */
  let found = null;
  let least = limit;
  const across = placesAcross(geometry, size.width, right);
  for (let y = top; y <= bottom; y += GRID) {
    for (const x of across) {
      const box = { x, y, ...size };
      const [dx, dy] = [x + size.width / 2 - near.x, y + size.height / 2 - near.y];
      let cost =
        Math.max(0, Math.abs(dx) - size.width / 2 - near.reach) +
        Math.max(0, Math.abs(dy) - size.height / 2 - near.reach) +
        0.2 * (Math.abs(dx) + Math.abs(dy)) +
        (Math.sign(dx) === -side ? 30 : 0);
      if (cost >= least) continue;
      if (hard.some((other) => overlaps(box, other))) continue;
      if (crosses(box, near, hard)) cost += 100;
      if (cost >= least) continue;
      for (const other of soft) if (overlaps(box, other)) cost += 14;
      if (cost < least) [found, least] = [box, cost];
    }
  }
  return found;
}
