/**
 * The whole picture, from back to front.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./atlas.js").Atlas} Atlas
 */
import { css } from "../palette.js";
import { drawBoxes } from "./boxes.js";
import { drawBand, drawCaption } from "./caption.js";
import { drawEdges } from "./edges.js";
import { drawBiasMarks } from "./emphasis.js";
import { drawLabels } from "./labels.js";
import { drawLayers } from "./layers.js";
import { waveAt } from "./motion.js";
import { drawOutput } from "./output.js";
import { drawLossPulses, drawPhasePulses, drawWave } from "./pulses.js";
import { lastLayer } from "./scene.js";
import { drawStory } from "./story-drawing.js";

/**
 * The network at this moment, without what moves over it.
 * @param {Context} context @param {Scene} scene @param {Atlas | null} atlas
 * @returns {{ drawn: number, total: number }} edges
 */
export function drawStill(context, scene, atlas) {
  context.fillStyle = css(scene.palette.paper);
  context.fillRect(0, 0, scene.geometry.width, scene.geometry.height);
  drawBand(context, scene);
  const edges = drawEdges(context, scene);
  drawLayers(context, scene, atlas);
  drawBoxes(context, scene);
  drawOutput(context, scene);
  drawLabels(context, scene);
  drawBiasMarks(context, scene);
  drawCaption(context, scene);
  drawStory(context, scene);
  return edges;
}

/** @param {Context} context @param {Scene} scene @param {number} now  milliseconds */
export function drawMoving(context, scene, now) {
  if (scene.reducedMotion) return;
  if (!scene.phases) {
    drawWave(context, scene, waveAt(now, lastLayer(scene)));
    return;
  }
  drawPhasePulses(context, scene);
  drawLossPulses(context, scene);
}
