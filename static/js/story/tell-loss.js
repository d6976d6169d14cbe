/** Prediction against target: the loss of the sample, and the mean of the mini-batch. */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */

import { boxHead, boxLoss, classHead, headsOf } from "../detection.js";
import { formatQuantity } from "../format.js";
import { ATTEMPTS, rounded, settle } from "./digits.js";
import { outputOf } from "./focus.js";
import { coloured, equals, factor, GAP, join, LOSS, number, P, piece, words } from "./formula.js";
import { classOf } from "./tell-sample.js";

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellLoss(numbers, context, detail) {
  const { say, data } = context;
  const found = lossOf(numbers, data.task);
  if (!found) return null;
  const { loss } = found;
  const mean = numbers.header.batchLoss;
  const { digits, exact } = settle(ATTEMPTS, (d, result) => found.holds(d, result));
  const formula = join(
    LOSS,
    equals(true),
    ...found.write(context, digits[0]),
    equals(exact),
    coloured("bwd", number(loss, digits[1])),
    ...(detail > 0
      ? [GAP, words(say("tell.loss.mean")), equals(true), coloured("bwd", number(mean, 3))]
      : []),
  );
  const sentence = say(`tell.loss.${data.task}`);
  const values = { loss, mean, p: found.p, target: found.target };
  return {
    sentence,
    formula,
    note: "",
    focus: { layer: outputOf(numbers), unit: found.unit },
    values,
  };
}

/**
 * The loss of the sample that is followed, from its logits: exact however sure the answer is.
 * `short` is its formula in a few signs, `write` the whole one, `holds` whether that agrees.
 * @param {Numbers} numbers @param {import("../types.js").Task} task
 */
export function lossOf(numbers, task) {
  const last = outputOf(numbers);
  const z = numbers.tensor("pre_activations", last);
  const p = numbers.tensor("activations", last);
  const target = numbers.tensor("target", last);
  if (!z || !p || !target) return null;
  if (task === "regression") return squaredError(p[0], target[0]);
  if (task === "detection") return twoHeads(numbers, z, p, target);
  return task === "binary" ? binary(z[0], p[0], target[0]) : several(z, p, target);
}

/**
 * The cross-entropy of the class, and what the box costs besides.
 * @param {Numbers} numbers @param {ArrayLike<number>} z @param {ArrayLike<number>} p
 * @param {ArrayLike<number>} target
 */
function twoHeads(numbers, z, p, target) {
  const found = several(classHead(z), classHead(p), classHead(target));
  const box = boxLoss(boxHead(p), boxHead(target), headsOf(numbers));
  const loss = found.loss + box;
  const right = Math.exp(-found.loss);
  return {
    ...found,
    ...{ loss, short: `${found.short} + ${formatQuantity(box)}` },
    holds: (/** @type {number} */ d, /** @type {number} */ result) =>
      rounded(-Math.log(rounded(right, d)) + rounded(box, d), result) === rounded(loss, result),
    write: (/** @type {Context} */ { data, say }, /** @type {number} */ d) => [
      ...[...ofClass(data, found.unit), piece(" + ", "+"), words(say("tell.loss.box"))],
      ...[equals(true), piece("−ln ", "-\\ln "), coloured("fwd", number(right, d))],
      ...[piece(" + ", "+"), coloured("fwd", number(box, d))],
    ],
  };
}

/** Mean squared error of one output. @param {number} p @param {number} target */
function squaredError(p, target) {
  const loss = (p - target) ** 2;
  return {
    ...{ loss, p, target, unit: 0, short: `(${formatQuantity(p - target)})²` },
    holds: (/** @type {number} */ d, /** @type {number} */ result) =>
      rounded((rounded(p, d) - rounded(target, d)) ** 2, result) === rounded(loss, result),
    write: (/** @type {Context} */ { say }, /** @type {number} */ d) => [
      ...[piece("("), P, piece(" − ", "-"), words(say("tell.target")), piece(")²", ")^2")],
      ...[equals(true), piece("("), coloured("fwd", number(p, d)), piece(" − ", "-")],
      ...[factor(target, d), piece(")²", ")^2")],
    ],
  };
}

/** Binary cross-entropy: minus the logarithm of what was given to the right class. @param {number} z @param {number} p @param {number} target */
function binary(z, p, target) {
  const away = target > 0.5 ? -z : z;
  const loss = Math.max(away, 0) + Math.log1p(Math.exp(-Math.abs(away)));
  const right = Math.exp(-loss);
  return {
    ...{ loss, p, target, unit: 0, short: `−ln ${formatQuantity(right)}` },
    holds: (/** @type {number} */ d, /** @type {number} */ result) =>
      rounded(-Math.log(rounded(right, d)), result) === rounded(loss, result),
    write: (/** @type {Context} */ _, /** @type {number} */ d) => [
      piece("−ln ", "-\\ln "),
      ...(target > 0.5 ? [P] : [piece("(1 − ", "(1-"), P, piece(")")]),
      ...[equals(true), piece("−ln ", "-\\ln "), coloured("fwd", number(right, d))],
    ],
  };
}

/** Cross-entropy of softmax. @param {ArrayLike<number>} z @param {ArrayLike<number>} p @param {ArrayLike<number>} target */
function several(z, p, target) {
  const unit = classOf(target);
  const most = Math.max(...Array.from(z));
  const sum = Array.from(z).reduce((total, logit) => total + Math.exp(logit - most), 0);
  const loss = Math.log(sum) - (z[unit] - most);
  const right = Math.exp(-loss);
  return {
    ...{ loss, p: p[unit], target: unit, unit, short: `−ln ${formatQuantity(right)}` },
    holds: (/** @type {number} */ d, /** @type {number} */ result) =>
      rounded(-Math.log(rounded(right, d)), result) === rounded(loss, result),
    write: (/** @type {Context} */ { data }, /** @type {number} */ d) => [
      ...ofClass(data, unit),
      ...[equals(true), piece("−ln ", "-\\ln "), coloured("fwd", number(right, d))],
    ],
  };
}

/** −ln p[circle] @param {Context["data"]} data @param {number} unit */
const ofClass = ({ classes }, unit) => [
  ...[piece("−ln ", "-\\ln "), P, piece("[", "_{"), words(classes?.[unit] ?? `${unit}`)],
  piece("]", "}"),
];
