/**
 * Forward: each edge into the neuron that is told of carries w⋅a; it sums, adds its bias, bends.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("../story/focus.js").Focus} Focus
 */
import { functionOf } from "../detection.js";
import { formatQuantity } from "../format.js";
import { css } from "../palette.js";
import { familyOf } from "../story/families/registry.js";
import { curveOf, functionName } from "../story/names.js";
import { ramp } from "./motion.js";
import { lastLayer } from "./scene.js";
import { drawCallout, placeCallout } from "./story-callout.js";
import { labelledTerms } from "./story-focus.js";
import {
  drawLabelsOnEdges,
  edgeWidth,
  NEAR_START,
  placeLabels,
  strokeEdge,
} from "./story-labels.js";
import { alongEdge, obstacles } from "./story-place.js";

/** @param {Context} context @param {Scene} scene @param {Focus} focus */
export function drawForwardStory(context, scene, focus) {
  const { geometry, palette, picture, progress: p, texts } = scene;
  const { layer, unit } = focus;
  const family = familyOf(picture, layer);
  const reading = family.reading(picture, focus);
  if (!reading) return;
  const { sum, bias, z, a } = reading;
  const name = functionOf(picture.layout.layers[layer], unit);
  const activation = curveOf(name);
  const terms = labelledTerms(scene, focus);
  const columns = geometry.columns;
  for (const { at, weight } of terms) {
    const colour = css(weight < 0 ? palette.neg : palette.pos);
    strokeEdge(
      context,
      scene,
      { layer, input: at, unit },
      colour,
      edgeWidth(scene, layer, weight),
      1,
    );
  }
  const added = ramp(p, 0.66, 0.74);
  const answer = layer === lastLayer(scene) ? "p" : "a";
  const f = functionName(name)?.text;
  const callout = {
    colour: css(palette.fwd),
    activation,
    point: activation && {
      z: sum.total + (z - sum.total) * added,
      rise: ramp(p, 0.74, 0.84),
      tangent: false,
    },
    above: [
      { name: family.summed, value: formatQuantity(sum.total), shown: ramp(p, 0.5, 0.58) },
      ...biasRows(bias, texts.bias ?? "b", ramp(p, 0.6, 0.66)),
      ...(name === null ? [] : [{ name: "= z", value: formatQuantity(z), shown: added }]),
    ],
    below: [
      {
        name: name === null ? `= ${answer}` : f ? `${answer} = ${f} z` : `${answer} = z`,
        brief: `${answer} =`,
        value: formatQuantity(a),
        shown: ramp(p, 0.84, 0.92),
        strong: true,
      },
    ],
  };
  columns[layer].gap.told?.(context, scene, layer, unit);
  const labels = terms.map(({ at, product }, first) => ({
    ...{ layer, input: at, unit, sign: product, colour: css(palette.ink), ways: NEAR_START },
    text: `${first === 0 ? "w⋅a = " : ""}${formatQuantity(product, 2)}`,
    brief: formatQuantity(product, 2),
  }));
  const placed = placeLabels(context, scene, labels, obstacles(geometry));
  const soft = terms.flatMap(({ at }) => alongEdge(columns[layer - 1], at, columns[layer], unit));
  const taken = placed.map(({ box }) => box);
  const place = placeCallout(scene, focus, callout, taken, soft);
  if (place) drawCallout(context, scene, focus, callout, place, ramp(p, 0.4, 0.5));
  drawLabelsOnEdges(context, scene, placed, ramp(p, 0.15, 0.4));
}

/** What is added, if anything is. @param {number | null} bias @param {string} word @param {number} shown */
const biasRows = (bias, word, shown) =>
  bias === null ? [] : [{ name: `+ ${word}`, value: formatQuantity(bias), shown }];
