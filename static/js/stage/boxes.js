/**
 * Where it is, and where the network takes it to be: both boxes over the picture that goes in.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {[number, number, number, number]} Rectangle
 */
import { boxHead, intersectionOverUnion, placed } from "../detection.js";
import { formatPercent } from "../format.js";
import { css } from "../palette.js";
import { activationShown } from "./motion.js";
import { lastLayer } from "./scene.js";

/** Of the line of the found box, CSS pixels. */
const DASHES = [5, 3];
/** From the words to the picture and to the border of the stage. */
const AIR = 6;

/** @param {Context} context @param {Scene} scene */
export function drawBoxes(context, scene) {
  const { data, picture, geometry, palette, phases, header, progress } = scene;
  if (data.task !== "detection") return;
  const last = lastLayer(scene);
  const [target, answer] = [picture.tensor("target", last), picture.tensor("activations", last)];
  const column = geometry.columns[0];
  const sample = phases ? activationShown(header, 0, progress) : 1;
  if (!target || !(sample > 0)) return;
  const field = column.form.partBox(column, 0);
  const truth = boxHead(target);
  // Nobody has said where it is in a drawing.
  const told = truth.every(Number.isFinite);
  const answered = answer && !Number.isNaN(answer[0]);
  const known = answered ? (phases ? activationShown(header, last, progress) : 1) : 0;
  const found = answered ? boxHead(answer) : null;
  const [solid, dashed] = [placed(truth, field), found && placed(found, field)];
  // Lines can be seen on paper and on ink, and neither hides the other.
  const halo = css(palette.panel);
  if (dashed) outline(context, scene, dashed, halo, 4, known);
  if (told) {
    outline(context, scene, solid, halo, 4, sample);
    outline(context, scene, solid, css(palette.ink), 2, sample);
  }
  if (!dashed || !found) return;
  context.setLineDash(DASHES);
  outline(context, scene, dashed, css(palette.fwd), 2, known);
  context.setLineDash([]);
  if (!told) return;
  context.globalAlpha = known;
  writeOverlap(context, scene, field, intersectionOverUnion(truth, found));
  context.globalAlpha = 1;
}

/** @param {Context} context @param {Scene} scene @param {import("./column.js").Box} field @param {number} overlap */
function writeOverlap(context, { geometry, palette, texts }, field, overlap) {
  const words = `${texts.overlap ?? "IoU"} ${formatPercent(overlap)}`;
  context.font = `${geometry.text}px ${palette.font}`;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = css(palette.fwd);
  const start = field.x + (field.width - context.measureText(words).width) / 2;
  context.fillText(words, Math.max(AIR, start), field.y + field.height + AIR);
}

/**
 * @param {Context} context @param {Scene} scene @param {Rectangle} box @param {string} colour
 * @param {number} width @param {number} shown
 */
function outline(context, { palette }, box, colour, width, shown) {
  context.globalAlpha = shown;
  context.strokeStyle = colour;
  context.lineWidth = width * palette.line;
  context.strokeRect(...box);
  context.globalAlpha = 1;
}
