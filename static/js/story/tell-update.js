/** One weight takes its step: old weight, gradient, learning rate, new weight. */
/** @typedef {import("./focus.js").Focus} Focus */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./optimizers.js").Memory} Memory */
/** @typedef {import("./optimizers.js").Rule} Rule */
/** @typedef {import("./optimizers.js").Update} Update */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */
import { parameterPlace } from "../weights.js";
import { ATTEMPTS, decimalsFor, rounded, roundedTo, settle } from "./digits.js";
import { familyOf } from "./families/registry.js";
import { focusOf, largestChange, outputOf } from "./focus.js";
import {
  BECOMES,
  decimal,
  equals,
  factor,
  GAP,
  join,
  MINUS,
  number,
  PLUS,
  piece,
  RATE,
  signed,
  TIMES,
  W,
} from "./formula.js";
import { indexed, sentenceValues } from "./names.js";
import { letterOf, ruleOf } from "./optimizers.js";
import { NOTHING } from "./tell-forward.js";

/** More decimals than float32 has would be noise. */
const MOST_DECIMALS = 9;

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellUpdate(numbers, context, detail) {
  const { say, experiment } = context;
  const focus = focusOf(numbers, context.chosen);
  const edge = focus && largestChange(numbers, focus.layer, focus.unit);
  const update = edge && updateOf(numbers, focus, edge.input);
  const { optimizer } = experiment.training;
  const rule = update && ruleOf(update, optimizer);
  if (!focus || !edge || !update || !rule)
    return { sentence: say("tell.other.update"), ...NOTHING };
  const family = familyOf(numbers, focus.layer);
  const pieces =
    detail > 1 ? rule.memory.map((memory) => remembering(memory, update, detail - 2)) : [];
  const below = family.index(numbers, focus, edge.input, say);
  pieces.push(stepping(detail > 3 ? indexed(W, below) : W, update, rule, detail));
  return {
    sentence: say(family.keys.update, {
      ...sentenceValues(numbers, focus, say),
      ...family.weight(numbers, focus, edge.input, say),
    }),
    formula: join(...pieces.flatMap((formula, at) => (at ? [GAP, formula] : [formula]))),
    note: noteOf(context),
    focus,
    values: {
      before: update.before,
      after: update.after,
      g: update.gradient,
      rate: update.rate,
      input: edge.input,
      ...update.moments,
    },
  };
}

/** What the applied gradient is made of. @param {Context} context */
function noteOf({ experiment: { training }, say }) {
  const parts = [say("tell.note.mean")];
  if (training.l1 > 0 || training.l2 > 0) parts.push(say("tell.note.penalty"));
  if (training.clip_norm !== null) parts.push(say("tell.note.clipped"));
  return parts.join(say("tell.note.and"));
}

/**
 * What happened to one weight in the latest update.
 * @param {Numbers} numbers @param {Focus} focus @param {number} input @returns {Update | null}
 */
export function updateOf(numbers, { layer, unit }, input) {
  const at = parameterPlace(numbers.layout.layers, { layer, unit }, input) ?? -1;
  const last = outputOf(numbers);
  /** @param {string} role */
  const value = (role) => numbers.tensor(role, layer)?.[at];
  const [before, after, gradient] = [value("before"), value("parameters"), value("gradients")];
  const rate = numbers.tensor("learning_rate", last)?.[0];
  if (before === undefined || after === undefined) return null;
  if (gradient === undefined || rate === undefined) return null;
  /** @type {Record<string, number>} */
  const moments = {};
  for (const { role } of numbers.layout.tensors) {
    const name = /^moment\.(.+)$/.exec(role)?.[1];
    const found = name === undefined ? undefined : value(role);
    if (name !== undefined && found !== undefined) moments[name] = found;
  }
  const updates = numbers.tensor("updates", last)?.[0] ?? Number.NaN;
  return { before, after, gradient, rate, moments, updates };
}

/** Of a difference of two float32 that ought to be 0 a few of their last bits are left. */
const LAST_BITS = 1e-6;

/** @param {number} now @param {number} gained @returns {number} what there was before */
function remaining(now, gained) {
  const rest = now - gained;
  return Math.abs(rest) < LAST_BITS * Math.abs(now) ? 0 : rest;
}

/**
 * v ← 0.9·v + g, with numbers.
 * @param {Memory} memory @param {Update} update @param {number} detail  0 to 3 @returns {Formula}
 */
function remembering({ letter, decay, share, square, now }, { gradient }, detail) {
  const gained = square ? gradient ** 2 : gradient;
  const old = decay > 0 ? remaining(now, share * gained) / decay : 0;
  const { digits, exact } = settle(ATTEMPTS, (d, result) => {
    const g = rounded(gradient, d);
    const sum = decay * rounded(old, d) + share * (square ? g * g : g);
    return rounded(sum, result) === rounded(now, result);
  });
  const [d, result] = digits;
  const times = (/** @type {number} */ by) => (by === 1 ? [] : [number(by, 5), TIMES]);
  const power = square ? piece("²", "^2") : piece("");
  const shown = [equals(exact), number(now, result)];
  if (detail < 1) return join(letterOf(letter), equals(true), number(now, result));
  const symbols = [...times(decay), letterOf(letter), PLUS, ...times(share), piece("g"), power];
  return join(
    ...[letterOf(letter), BECOMES, ...(detail > 2 ? [...symbols, equals(exact)] : [])],
    ...[...times(decay), factor(old, d), PLUS, ...times(share), factor(gradient, d), power],
    ...shown,
  );
}

/**
 * w ← w − η·g = 0.5213 − 0.03·0.0107 = 0.521
 * @param {Formula} letter @param {Update} update @param {Rule} rule @param {number} detail
 * @returns {Formula}
 */
function stepping(letter, { before, after, rate }, rule, detail) {
  const decimals = Math.min(MOST_DECIMALS, decimalsFor(after - before));
  // The old weight may need a decimal more than the new one for the difference to come out.
  /** @type {[number, number, number][]} */
  const attempts = [0, 1, 2].flatMap((more) =>
    [0, 1, 2].flatMap((finer) =>
      [3, 4, 5].map((d) => /** @type {[number, number, number]} */ ([d, finer, decimals + more])),
    ),
  );
  const { digits, exact } = settle(attempts, (d, finer, places) => {
    const kept = rule.keep * roundedTo(before, places + finer);
    return roundedTo(kept - rounded(rate, 6) * rule.value(d), places) === roundedTo(after, places);
  });
  const [d, finer, places] = digits;
  const kept = rule.keep === 1 ? [] : [piece("(1 − ηλ)", "(1-\\eta\\lambda)"), TIMES];
  const keeps = rule.keep === 1 ? [] : [number(rule.keep, 7), TIMES];
  const symbols = [...kept, W, MINUS, RATE, TIMES, rule.symbols, equals(exact)];
  return join(
    ...[letter, BECOMES],
    ...(detail === 1 || detail > 3 ? symbols : []),
    ...[...keeps, signed(before, decimal(before, places + finer)), MINUS, number(rate, 6), TIMES],
    ...[rule.written(d), equals(exact), signed(after, decimal(after, places))],
  );
}
