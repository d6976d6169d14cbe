/**
 * One step, told on the drawing: the numbers of one neuron at each phase.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 */
import { css } from "../palette.js";
import { sameNeuron } from "../target.js";
import { cornerOf } from "./atlas.js";
import { phaseColour } from "./scene.js";
import { drawBackwardStory } from "./story-backward.js";
import { sceneFocus } from "./story-focus.js";
import { drawForwardStory } from "./story-forward.js";
import { drawLossStory } from "./story-loss.js";
import { drawUpdateStory } from "./story-update.js";

/** Narrower drawings have no room for the long words. */
const WIDE = 560;
/** Left of the words below the arrow the page may have a line of its own, so many letters' heights. */
const NOTES = 24;

/** @param {Context} context @param {Scene} scene */
export function drawStory(context, scene) {
  // Somebody who points at a neuron looks at that one, unless it is the chosen one.
  const elsewhere = scene.hovered && !sameNeuron(scene.hovered, scene.chosen);
  const focus = elsewhere ? null : sceneFocus(scene);
  if (focus) {
    const { phase } = scene.header;
    if (phase === "forward") drawForwardStory(context, scene, focus);
    else if (phase === "loss") drawLossStory(context, scene, focus);
    else if (phase === "backward") drawBackwardStory(context, scene, focus);
    else if (phase === "update") drawUpdateStory(context, scene, focus);
    if (phase === "forward" || phase === "backward") drawFocus(context, scene, focus);
  }
  drawWhose(context, scene);
}

/** A second frame around the unit that is told of. @param {Context} context @param {Scene} scene @param {import("../story/focus.js").Focus} focus */
function drawFocus(context, { geometry, palette, header }, { layer, unit }) {
  const column = geometry.columns[layer];
  const { cell, pitch, units, crowded } = column;
  const { x, y, width, height } = column.form.boxOf(column, unit);
  const air = crowded ? 3 : units > 1 ? Math.min(8, (pitch - cell) * 0.4) : 8;
  if (!crowded && cell < 8) return;
  context.strokeStyle = css(phaseColour(header.phase, palette));
  context.lineWidth = 2;
  context.beginPath();
  const corner = crowded ? 2 : cornerOf(cell) + 4;
  context.roundRect(x - air / 2, y - air / 2, width + air, height + air, corner);
  context.stroke();
}

/** Whose gradient is shown. @param {Context} context @param {Scene} scene */
function drawWhose(context, { geometry, palette, header, texts, phases }) {
  if (!phases || (header.phase !== "backward" && header.phase !== "update")) return;
  const wide = geometry.width >= WIDE;
  const [long, short] =
    header.phase === "backward"
      ? [texts.thisSample, texts.thisSampleShort]
      : [texts.batchMean, texts.batchMeanShort];
  context.font = `${geometry.text + 1}px ${palette.font}`;
  context.textAlign = "right";
  context.textBaseline = "alphabetic";
  context.fillStyle = css(palette.bwd);
  const room = geometry.width - NOTES * (geometry.text + 1);
  const fits = wide && long && context.measureText(long).width <= room;
  const text = fits ? long : short;
  if (text) context.fillText(text, geometry.width - 8, geometry.height - 9);
}
