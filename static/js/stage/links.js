/**
 * Links from map to map: what they look like, and the way along them.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Flow} Flow
 * @typedef {import("./column.js").Plan} Plan
 *
 * @typedef {object} Links
 * @property {ArrayLike<number>} values  the size of each
 * @property {(link: number) => [number, number]} ends  the part where it starts, and where it leads
 * @property {boolean} signed  whether the sign means anything
 */
import { css } from "../palette.js";
import { linkPoint } from "./column.js";
import { toneOfRest } from "./emphasis.js";
import { BUCKETS, bucketOf, edgeScale, FRONT, lookOf, snap, TONES } from "./lines.js";
import { largest, strongest } from "./ranking.js";
import { Strokes } from "./strokes.js";

/** Links of one gap that are drawn at most: its strongest. */
const MOST = 512;

const strokes = new Strokes(TONES.length * 2 * BUCKETS);

/**
 * @param {Context} context @param {Scene} scene @param {number} k  the layer they lead to
 * @param {Links} links
 * @returns {Plan}
 */
export function planLinks(context, scene, k, { values, ends, signed }) {
  const chosen = strongest(values, MOST);
  const stroke = () => {
    const { palette, geometry } = scene;
    const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
    const most = largest(values);
    if (!(most > 0) || !Number.isFinite(most)) return;
    const rest = toneOfRest(scene, k);
    const front = frontOf(scene, k);
    strokes.clear();
    for (const link of chosen) {
      const [j, i] = ends(link);
      const tone = front(j, i) ? FRONT : rest;
      const bucket = bucketOf(Math.abs(values[link]) / most);
      const style = (tone * 2 + (values[link] > 0 ? 1 : 0)) * BUCKETS + bucket;
      strokes.add(style, ...from.form.linkStart(from, j), ...to.form.linkEnd(to, i));
    }
    const colours = signed ? [palette.neg, palette.pos] : [palette.soft, palette.soft];
    const scale = edgeScale(scene, k);
    strokes.stroke(
      context,
      (style) => {
        const strength = ((style % BUCKETS) + 0.5) / BUCKETS;
        const kind = Math.floor(style / BUCKETS);
        const { width, alpha } = lookOf(strength, TONES[kind >> 1], scale, chosen.length);
        return { colour: css(colours[kind % 2]), width: snap(width), alpha };
      },
      scene.vector,
    );
  };
  // Links are no weights, and not counted among those.
  return { drawn: 0, total: 0, stroke };
}

/**
 * Which links belong to what is looked at.
 * @param {Scene} scene @param {number} k
 * @returns {(from: number, to: number) => boolean}
 */
function frontOf({ hovered, selected, geometry }, k) {
  const target = hovered ?? selected;
  const column = target ? geometry.columns[target.layer] : null;
  if (!target || !column) return () => false;
  const part = column.form.partOf(column, target.unit);
  if (target.layer === k) return (_, to) => to === part;
  return target.layer === k - 1 ? (from) => from === part : () => false;
}

/**
 * What flows along links.
 * @param {Scene} scene @param {number} k @param {Omit<Links, "signed">} links
 * @param {number} count  how many at most
 * @returns {Flow}
 */
export function linkFlow({ geometry }, k, { values, ends }, count) {
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  return {
    ...{ values, edges: strongest(values, count), most: largest(values) },
    way: (link, at) => {
      const [j, i] = ends(link);
      return linkPoint(from, j, to, i, at);
    },
  };
}
