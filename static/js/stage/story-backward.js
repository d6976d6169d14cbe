/**
 * Backward: the edges out of a neuron carry w⋅δ back; it multiplies with the slope at the same
 * point of the same curve. The gradient of a weight is activation times delta.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("../story/focus.js").Focus} Focus
 * @typedef {import("./story-place.js").Box} Box
 */
import { formatQuantity } from "../format.js";
import { css } from "../palette.js";
import { familyOf } from "../story/families/registry.js";
import { curveOf } from "../story/names.js";
import { blameOf } from "../story/tell-backward.js";
import { ramp } from "./motion.js";
import { lastLayer } from "./scene.js";
import { drawCallout, placeCallout } from "./story-callout.js";
import { labelledTerms } from "./story-focus.js";
import {
  drawLabelsOnEdges,
  edgeWidth,
  MIDDLE,
  NEAR_END,
  placeLabels,
  strokeEdge,
} from "./story-labels.js";
import { alongEdge, obstacles } from "./story-place.js";

/** @param {Context} context @param {Scene} scene @param {Focus} focus */
export function drawBackwardStory(context, scene, focus) {
  const { geometry, picture, palette, progress: p } = scene;
  const { layer, unit } = focus;
  const next = layer + 1;
  const blame = layer < lastLayer(scene) ? blameOf(picture, focus) : null;
  const terms = blame ? labelledTerms(scene, focus) : [];
  for (const { at, weight } of terms) {
    const colour = css(weight < 0 ? palette.neg : palette.pos);
    const edge = { layer: next, input: unit, unit: at };
    strokeEdge(context, scene, edge, colour, edgeWidth(scene, next, weight), 1);
  }
  geometry.columns[next]?.gap.toldBack?.(context, scene, next, unit);
  const gradient = gradientLabel(scene, focus);
  const late = ramp(p, 0.84, 0.96);
  if (gradient) strokeEdge(context, scene, gradient, gradient.colour, 2, 0.8 * late);
  const all = obstacles(geometry);
  const labels = terms.map(({ at, product }, first) => ({
    ...{ layer: next, input: unit, unit: at, sign: product, ways: NEAR_END },
    ...{ colour: css(palette.ink), text: `${first ? "" : "w⋅δ = "}${formatQuantity(product, 2)}` },
    brief: formatQuantity(product, 2),
  }));
  const placed = placeLabels(context, scene, labels, all);
  const ends = placeLabels(context, scene, gradient ? [gradient] : [], all);
  if (blame) {
    const columns = geometry.columns;
    const soft = terms.flatMap(({ at }) => alongEdge(columns[layer], unit, columns[next], at));
    if (gradient) soft.push(...alongEdge(columns[layer - 1], gradient.input, columns[layer], unit));
    const callout = blameCallout(scene, focus, blame);
    const taken = [...placed, ...ends].map(({ box }) => box);
    const place = placeCallout(scene, focus, callout, taken, soft);
    if (place) drawCallout(context, scene, focus, callout, place, ramp(p, 0.3, 0.42));
  }
  drawLabelsOnEdges(context, scene, placed, ramp(p, 0.15, 0.4));
  drawLabelsOnEdges(context, scene, ends, late);
}

/**
 * @param {Scene} scene @param {Focus} focus
 * @param {NonNullable<ReturnType<typeof blameOf>>} blame
 */
function blameCallout({ palette, picture, progress: p, texts }, { layer }, blame) {
  return {
    colour: css(palette.bwd),
    activation: curveOf(picture.layout.layers[layer].activation),
    point: { z: blame.z, rise: 1, tangent: p > 0.6 },
    above: [
      { name: "Σ w⋅δ", value: formatQuantity(blame.sum.total), shown: ramp(p, 0.5, 0.6) },
      ...slopeRows(blame.slope, texts.slope ?? "f′", ramp(p, 0.64, 0.72)),
    ],
    below: [
      {
        name: "= δ",
        value: formatQuantity(blame.delta),
        shown: ramp(p, 0.76, 0.84),
        strong: true,
      },
    ],
  };
}

/** What is multiplied with, where there is an activation function. @param {number | null} slope @param {string} word @param {number} shown */
const slopeRows = (slope, word, shown) =>
  slope === null ? [] : [{ name: `× ${word}`, value: formatQuantity(slope), shown }];

/** Activation times delta, on the weight it is largest for. @param {Scene} scene @param {Focus} focus */
function gradientLabel({ palette, picture, geometry }, focus) {
  const { layer, unit } = focus;
  const family = familyOf(picture, layer);
  const edge = family.edges ? family.gradient(picture, focus) : null;
  if (!edge || geometry.columns[layer - 1].crowded) return null;
  const brief = formatQuantity(edge.gradient, 2);
  return {
    ...{ layer, input: edge.input, unit, text: `a⋅δ = ${brief}`, brief, sign: null },
    ...{ colour: css(palette.bwd), ways: MIDDLE },
  };
}
