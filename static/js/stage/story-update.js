/**
 * Update: one weight before and after.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("../story/focus.js").Focus} Focus
 * @typedef {import("./column.js").Column} Column
 * @typedef {import("./story-callout.js").Near} Near
 */
import { formatQuantity } from "../format.js";
import { css } from "../palette.js";
import { decimalsFor } from "../story/digits.js";
import { familyOf } from "../story/families/registry.js";
import { largestChange } from "../story/focus.js";
import { updateOf } from "../story/tell-update.js";
import { edgeEnd, edgeStart, edgeStartY } from "./column.js";
import { edgePoint } from "./curve.js";
import { ramp } from "./motion.js";
import { drawCallout, placeCallout } from "./story-callout.js";
import { strokeEdge } from "./story-labels.js";
import { alongEdge } from "./story-place.js";

/** Letters of what optimizers remember, by the names in the frame. @type {Record<string, string>} */
const MOMENTS = { velocity: "v", square: "s" };

/** @param {Context} context @param {Scene} scene @param {Focus} focus */
export function drawUpdateStory(context, scene, { layer, unit }) {
  const { palette, picture, progress, geometry } = scene;
  const edge = largestChange(picture, layer, unit);
  const update = edge && updateOf(picture, { layer, unit }, edge.input);
  if (!edge || !update) return;
  const { before, after } = update;
  const decimals = Math.min(7, decimalsFor(after - before));
  /** @param {number} value */
  const write = (value) => value.toFixed(decimals).replace("-", "−");
  const at = { layer, input: edge.input, unit };
  const moved = before + (after - before) * ramp(progress, 0.15, 0.85);
  const colour = css(moved < 0 ? palette.neg : palette.pos);
  const widest = Math.max(Math.abs(before), Math.abs(after)) || 1;
  const scale = 6 * geometry.scale;
  // The old width stays behind as a shade of the edge, so that growing and shrinking are seen.
  const isEdge = familyOf(picture, layer).edges;
  if (isEdge) {
    strokeEdge(context, scene, at, css(palette.bwd), (scale * Math.abs(before)) / widest + 4, 0.3);
    strokeEdge(context, scene, at, colour, (scale * Math.abs(moved)) / widest, 1);
  }
  const [from, to] = [geometry.columns[layer - 1], geometry.columns[layer]];
  const near = isEdge ? middleOf(from, to, edge.input, unit) : partNear(to, unit);
  const callout = {
    colour: css(palette.bwd),
    activation: null,
    point: null,
    near,
    above: [
      { name: "w", value: write(before), shown: 1 },
      { name: "g", value: formatQuantity(update.gradient), shown: ramp(progress, 0.15, 0.25) },
      ...Object.entries(update.moments).map(([name, value]) => ({
        ...{ name: MOMENTS[name] ?? name, value: formatQuantity(value) },
        shown: ramp(progress, 0.25, 0.35),
      })),
      { name: "η", value: formatQuantity(update.rate), shown: ramp(progress, 0.35, 0.45) },
    ],
    below: [{ name: "w ←", value: write(after), shown: ramp(progress, 0.75, 0.9), strong: true }],
  };
  const soft = isEdge ? alongEdge(from, edge.input, to, unit) : [];
  const place = placeCallout(scene, { layer, unit }, callout, soft.slice(4, 8), soft);
  if (place) drawCallout(context, scene, { layer, unit }, callout, place, ramp(progress, 0, 0.1));
}

/** The middle of an edge. @param {Column} from @param {Column} to @param {number} input @param {number} unit @returns {Near} */
function middleOf(from, to, input, unit) {
  const y0 = edgeStartY(from, input);
  const [x, y] = edgePoint(edgeStart(from), y0, edgeEnd(to), to.y[unit], 0.5);
  return { x, y, reach: 4 };
}

/** What a unit shares its weights with, where links to it end: its map. @param {Column} to @param {number} unit @returns {Near} */
function partNear(to, unit) {
  const [x, y] = to.form.linkEnd(to, to.form.partOf(to, unit));
  return { x, y, reach: 2 };
}
