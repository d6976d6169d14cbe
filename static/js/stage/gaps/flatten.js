/**
 * Into a flattened layer: nothing is computed, each cell only gets another place. A ribbon from each
 * map to the neurons that its cells become; the strongest of them flow.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../column.js").Column} Column
 * @typedef {import("../column.js").Gap} Gap
 */
import { css } from "../../palette.js";
import { edgeEnd, edgeStart, wayPoint } from "../column.js";
import { toneOfRest } from "../emphasis.js";
import { TONES } from "../lines.js";
import { largest, strongest } from "../ranking.js";
import { joinPair, PASSING } from "./one-to-one.js";

const OPACITY = 0.13;
const RIM = 0.5;

/** @type {Gap} */
export const FLATTEN = {
  ...PASSING,

  plan(context, scene, k) {
    const { palette, geometry } = scene;
    const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
    const stroke = () => {
      const tone = TONES[toneOfRest(scene, k)];
      context.fillStyle = css(palette.soft);
      context.strokeStyle = css(palette.soft);
      context.lineWidth = 0.7 * palette.line;
      for (let part = 0; part < from.parts; part++) {
        ribbon(context, from, part, to);
        context.globalAlpha = Math.min(1, OPACITY * tone);
        context.fill();
        context.globalAlpha = Math.min(1, RIM * tone);
        context.stroke();
      }
      context.globalAlpha = 1;
    };
    return { drawn: 0, total: 0, stroke };
  },

  over: joinPair,

  flow({ picture, geometry }, k, forward, count) {
    const values = picture.tensor(forward ? "activations" : "deltas", k);
    if (!values) return null;
    const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
    return {
      ...{ values, edges: strongest(values, count), most: largest(values) },
      way: (unit, at) => wayPoint(from, unit, to, unit, at),
    };
  },
};

/** From a map to the neurons that its cells become. @param {Context} context @param {Column} from @param {number} part @param {Column} to */
function ribbon(context, from, part, to) {
  const cells = from.units / from.parts;
  const { y, height } = from.form.partBox(from, part);
  const first = to.form.boxOf(to, part * cells);
  const last = to.form.boxOf(to, (part + 1) * cells - 1);
  const [x0, x1] = [edgeStart(from), edgeEnd(to)];
  const middle = (x0 + x1) / 2;
  const bottom = last.y + last.height;
  context.beginPath();
  context.moveTo(x0, y);
  context.bezierCurveTo(middle, y, middle, first.y, x1, first.y);
  context.lineTo(x1, bottom);
  context.bezierCurveTo(middle, bottom, middle, y + height, x0, y + height);
  context.closePath();
}
