/**
 * Into a layer that gives one number for one: batch normalisation, and what else passes numbers on. A
 * link from each map or neuron to the one behind it.
 *
 * @typedef {import("../scene.js").Scene} Scene
 * @typedef {import("../scene.js").Context} Context
 * @typedef {import("../scene.js").PictureLike} PictureLike
 * @typedef {import("../column.js").Gap} Gap
 */
import { css } from "../../palette.js";
import { neuronAt } from "../../target.js";
import { activationKnown } from "../../visible.js";
import { wayPoint } from "../column.js";
import { Latest } from "../latest.js";
import { drawRing } from "../layers.js";
import { linkFlow, planLinks } from "../links.js";
import { ringReaders } from "../readers.js";
import { mapsOf, sizesOf } from "../windows.js";

/** @type {Latest<Float32Array>} */
const sizes = new Latest();

/** One link leads to each. @param {number} link @returns {[number, number]} */
const ends = (link) => [link, link];

/** How many maps or neurons a layer has. @param {PictureLike} picture @param {number} k */
function partsOf({ layout }, k) {
  const { shape, units } = layout.layers[k];
  return shape?.length > 1 ? mapsOf(layout.layers[k])[0] : units;
}

/** What comes through each link: the size of the numbers behind it. @param {Scene} scene @param {number} k @param {"activations" | "deltas"} role */
function through({ picture, geometry }, k, role) {
  const values = picture.tensor(role, k);
  const parts = geometry.columns[k].parts;
  return values && sizes.of(geometry.columns[k], [values, parts], () => sizesOf(values, parts));
}

/**
 * Links as strong as what comes through them; before that is known, alike.
 * @type {Gap}
 */
export const PASSING = {
  aside: () => 0,
  edges: () => 0,

  plan(context, scene, k) {
    const { phases, header, geometry } = scene;
    const reached = !phases || (header.phase !== "start" && activationKnown(header, k));
    const alike = new Float32Array(geometry.columns[k].parts).fill(0.5);
    const values = (reached && through(scene, k, "activations")) || alike;
    return planLinks(context, scene, k, { values, ends, signed: false });
  },

  over: joinPair,

  flow(scene, k, forward, count) {
    const values = through(scene, k, forward ? "activations" : "deltas");
    return values && linkFlow(scene, k, { values, ends }, count);
  },

  hit: () => null,
  bias: () => null,
  ends: ({ layer, unit }) => [neuronAt(layer, unit)],
  toldBack: ringReaders,
};

/**
 * A link is as strong as the factor γ that the layer has learned for it.
 * @type {Gap}
 */
export const NORMALISATION = {
  ...PASSING,
  plan(context, scene, k) {
    const learned = scene.picture.tensor("parameters", k);
    if (!learned) return null;
    const factors = learned.subarray(0, partsOf(scene.picture, k));
    return planLinks(context, scene, k, { values: factors, ends, signed: true });
  },
};

/**
 * The unit that the one that is looked at comes from, or leads to, and the way between them.
 * @param {Context} context @param {Scene} scene @param {number} k
 */
export function joinPair(context, scene, k) {
  const { geometry, palette, hovered, selected } = scene;
  const target = hovered ?? selected;
  if (target?.layer !== k && target?.layer !== k - 1) return;
  const { unit } = target;
  const [from, to] = [geometry.columns[k - 1], geometry.columns[k]];
  context.strokeStyle = css(palette.ink);
  context.lineWidth = 1.5 * palette.line;
  context.beginPath();
  for (let i = 0; i <= 24; i++) {
    const [x, y] = wayPoint(from, unit, to, unit, i / 24);
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
  for (const layer of [k - 1, k]) drawRing(context, scene, neuronAt(layer, unit));
}
