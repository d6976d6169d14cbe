/**
 * Where it is, and where the network takes it to be: both boxes over the picture that goes in.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 */
import { boxHead, intersectionOverUnion, placed } from "../detection.js";
import { formatPercent } from "../format.js";
import { css } from "../palette.js";
import { activationShown } from "./motion.js";
import { lastLayer } from "./scene.js";

/** Of the line of the found box, CSS pixels. */
const DASHES = [5, 3];

/** @param {Context} context @param {Scene} scene */
export function drawBoxes(context, scene) {
  const { data, picture, geometry, palette, phases, header, progress, texts } = scene;
  if (data.task !== "detection") return;
  const last = lastLayer(scene);
  const [target, answer] = [picture.tensor("target", last), picture.tensor("activations", last)];
  const column = geometry.columns[0];
  const sample = phases ? activationShown(header, 0, progress) : 1;
  if (!target || !(sample > 0)) return;
  const field = column.form.partBox(column, 0);
  const truth = boxHead(target);
  outline(context, scene, placed(truth, field), css(palette.ink), [], sample);
  const known = phases ? activationShown(header, last, progress) : 1;
  if (!answer || !(known > 0) || Number.isNaN(answer[0])) return;
  const found = boxHead(answer);
  outline(context, scene, placed(found, field), css(palette.fwd), DASHES, known);
  context.globalAlpha = known;
  context.font = `${geometry.text}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillStyle = css(palette.fwd);
  const agreement = formatPercent(intersectionOverUnion(truth, found));
  const words = `${texts.overlap ?? "IoU"} ${agreement}`;
  context.fillText(words, field.x + field.width / 2, field.y + field.height + 6);
  context.globalAlpha = 1;
}

/**
 * A box that can be seen on paper and on ink.
 * @param {Context} context @param {Scene} scene @param {[number, number, number, number]} box
 * @param {string} colour @param {number[]} dashes @param {number} shown
 */
function outline(context, { palette }, box, colour, dashes, shown) {
  context.globalAlpha = shown;
  context.strokeStyle = css(palette.panel);
  context.lineWidth = 4 * palette.line;
  context.strokeRect(...box);
  context.strokeStyle = colour;
  context.lineWidth = 2 * palette.line;
  context.setLineDash(dashes);
  context.strokeRect(...box);
  context.setLineDash([]);
  context.globalAlpha = 1;
}
