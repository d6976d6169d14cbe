/**
 * Loss: what it comes to for this answer, beside prediction and target.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("../story/focus.js").Focus} Focus
 */
import { formatQuantity } from "../format.js";
import { css } from "../palette.js";
import { lossOf } from "../story/tell-loss.js";
import { ramp } from "./motion.js";
import { drawCallout, placeCallout } from "./story-callout.js";

/** @param {Context} context @param {Scene} scene @param {Focus} focus */
export function drawLossStory(context, scene, focus) {
  const { palette, picture, progress: p, texts, data } = scene;
  const found = lossOf(picture, data.task);
  if (!found) return;
  const callout = {
    colour: css(palette.bwd),
    activation: null,
    point: null,
    above: [
      { name: texts.prediction ?? "p", value: formatQuantity(found.p), shown: ramp(p, 0.2, 0.3) },
      {
        name: texts.target ?? "",
        value: targetOf(scene, found.target),
        shown: ramp(p, 0.35, 0.45),
      },
      { name: "L", value: found.short, shown: ramp(p, 0.55, 0.65) },
    ],
    below: [
      {
        name: `= ${texts.lossValue ?? "L"}`,
        value: formatQuantity(found.loss),
        shown: ramp(p, 0.75, 0.85),
        strong: true,
      },
    ],
  };
  const place = placeCallout(scene, focus, callout, [], []);
  if (place) drawCallout(context, scene, focus, callout, place, ramp(p, 0, 0.2));
}

/** @param {Scene} scene @param {number} target */
function targetOf({ data, layout }, target) {
  if (data.task !== "multiclass" && data.task !== "detection") return formatQuantity(target);
  return layout.layers[layout.layers.length - 1].labels?.[target] ?? String(target);
}
