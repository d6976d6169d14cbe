/** A neuron's share in the loss, and the gradient of one of its weights. */
/** @typedef {import("./focus.js").Focus} Focus */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */
import { headsOf, isOfBox } from "../detection.js";
import { ATTEMPTS, rounded, settle } from "./digits.js";
import { familyOf } from "./families/registry.js";
import { focusOf, outputOf } from "./focus.js";
import {
  A,
  coloured,
  DELTA,
  DELTA_NEXT,
  equals,
  factor,
  G,
  GAP,
  join,
  number,
  P,
  piece,
  SLOPE,
  TIMES,
  W,
  words,
} from "./formula.js";
import { curveOf, indexed, sentenceValues } from "./names.js";
import { products, productsShown } from "./products.js";
import { leading } from "./sums.js";
import { NOTHING } from "./tell-forward.js";

/** By the level of detail: terms of the sum, and how much of the gradient. */
const TERMS = [0, 1, 1, 2, 2, 4];
const GRADIENT = [0, 0, 1, 1, 2, 3];

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellBackward(numbers, context, detail) {
  const { say } = context;
  const focus = focusOf(numbers, context.chosen);
  const { layer } = numbers.header;
  const output = layer === outputOf(numbers);
  const parts = focus && (output ? atOutput(numbers, focus, context) : inside(numbers, focus));
  if (!focus || !parts) return { sentence: say("tell.other.back", { layer }), ...NOTHING };
  const gathered = familyOf(numbers, layer).gradient(numbers, focus);
  const boxed = isOfBox(numbers.layout.layers[layer], focus.unit);
  const atEnd = boxed ? "tell.backward.box" : "tell.backward.output";
  const sentence = say(
    output ? atEnd : familyOf(numbers, layer + 1).keys.backward,
    sentenceValues(numbers, focus, say),
  );
  const pieces = [DELTA, equals(true), ...parts.write(TERMS[detail], say)];
  const much = GRADIENT[detail];
  if (gathered && much > 0) {
    pieces.push(GAP, ...writeGradient(numbers, focus, gathered, much, say));
  }
  return {
    sentence,
    formula: join(...pieces),
    note: say("tell.note.sample"),
    focus,
    values: {
      ...parts.values,
      ...(gathered ? { g: gathered.gradient, mean: gathered.mean, input: gathered.input } : {}),
    },
  };
}

/** @param {Numbers} numbers @param {Focus} focus @param {Context} context */
function atOutput(numbers, { layer, unit }, { data }) {
  const p = numbers.tensor("activations", layer)?.[unit];
  const target = numbers.tensor("target", layer)?.[unit];
  const delta = numbers.tensor("deltas", layer)?.[unit];
  if (p === undefined || target === undefined || delta === undefined) return null;
  if (isOfBox(numbers.layout.layers[layer], unit)) return ofBox(numbers, p, target, delta);
  // The square's derivative doubles the difference; cross-entropy with its link does not.
  const twice = data.task === "regression" ? 2 : 1;
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) =>
      rounded(twice * (rounded(p, d) - rounded(target, d)), result) === rounded(delta, result),
  );
  const [open, close] = twice === 2 ? [piece("2·(", "2\\,("), piece(")")] : [piece(""), piece("")];
  const minus = piece(" − ", "-");
  return {
    values: { p, target, delta },
    write: (/** @type {number} */ _, /** @type {import("./names.js").Say} */ say) => [
      ...[open, P, minus, words(say("tell.target")), close, equals(true)],
      ...[open, coloured("fwd", number(p, digits[0])), minus, factor(target, digits[0]), close],
      ...[equals(exact), coloured("bwd", number(delta, digits[1]))],
    ],
  };
}

/**
 * Of a number of a box: the slope of smooth L1, which no longer grows beyond β, times that of the
 * sigmoid.
 * @param {Numbers} numbers @param {number} p @param {number} target @param {number} delta
 */
function ofBox(numbers, p, target, delta) {
  const { box_weight: weight, threshold } = headsOf(numbers);
  const steep = weight / threshold;
  const held = Math.max(-threshold, Math.min(threshold, p - target));
  const slope = p * (1 - p);
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) =>
      rounded(steep * rounded(slope, d) * rounded(held, d), result) === rounded(delta, result),
  );
  const [d, result] = digits;
  return {
    values: { p, target, delta },
    write: (/** @type {number} */ _, /** @type {import("./names.js").Say} */ say) => [
      ...[piece("λ/β", "\\lambda/\\beta"), TIMES, P, piece("(1 − ", "(1-"), P, piece(")"), TIMES],
      ...[words(say("tell.box.error")), equals(true), number(steep, 3), TIMES, number(slope, d)],
      ...[TIMES, factor(held, d), equals(exact), coloured("bwd", number(delta, result))],
    ],
  };
}

/**
 * The numbers of a unit inside the network, going backward. Where it has no activation function
 * there is no slope.
 * @param {Numbers} numbers @param {Focus} focus
 */
export function blameOf(numbers, { layer, unit }) {
  const next = layer + 1;
  const sum = familyOf(numbers, next).returned(numbers, next, unit);
  const delta = numbers.tensor("deltas", layer)?.[unit];
  const z = (numbers.tensor("pre_activations", layer) ?? numbers.tensor("activations", layer))?.[
    unit
  ];
  const { activation } = numbers.layout.layers[layer];
  const curve = curveOf(activation);
  if (!sum || delta === undefined || z === undefined || (activation && !curve)) return null;
  return { sum, slope: curve ? curve.slope(z) : null, delta, z };
}

/** @param {Numbers} numbers @param {Focus} focus */
function inside(numbers, focus) {
  const blame = blameOf(numbers, focus);
  if (!blame) return null;
  const { sum, slope, delta } = blame;
  return {
    values: { sum: sum.total, delta, ...(slope === null ? {} : { slope }) },
    /** @param {number} terms @param {import("./names.js").Say} say */
    write(terms, say) {
      if (sum.terms.length === 0) return [coloured("bwd", number(delta, 3))];
      const lead = leading(sum, sum.terms.length === 1 ? 1 : terms);
      const { digits, exact } = settle(ATTEMPTS, (d, result) => {
        const product = productsShown(lead, d) * (slope === null ? 1 : rounded(slope, d));
        return rounded(product, result) === rounded(delta, result);
      });
      const [d, result] = digits;
      const shown = products(lead, d, "bwd", say);
      const symbols = [piece("Σ ", "\\textstyle\\sum "), W, TIMES, DELTA_NEXT];
      const end = [equals(exact), coloured("bwd", number(delta, result))];
      if (slope === null) return [...symbols, equals(exact), shown, ...end];
      return [
        ...[piece("("), ...symbols, piece(")"), TIMES, SLOPE],
        ...[equals(exact), ...bracketed(shown, lead), TIMES, number(slope, d), ...end],
      ];
    },
  };
}

/** One term that stands in brackets already needs no others. @param {Formula} sum @param {ReturnType<typeof leading>} lead */
const bracketed = (sum, { shown }) => (shown.length ? [piece("("), sum, piece(")")] : [sum]);

/**
 * @param {Numbers} numbers @param {Focus} focus
 * @param {import("./families/family.js").Gathered} gathered
 * @param {number} much  1 to 3 @param {import("./names.js").Say} say @returns {Formula[]}
 */
function writeGradient(numbers, focus, { input, terms, gradient, mean }, much, say) {
  const below = familyOf(numbers, focus.layer).index(numbers, focus, input, say);
  const written = [
    indexed(G, below),
    ...(terms.length === 1
      ? single(terms[0], gradient, much)
      : several(terms, gradient, much, say)),
  ];
  if (much < 3) return written;
  return [...written, GAP, words(say("tell.mean")), equals(true), number(mean, 3)];
}

/** a·δ of one place. @param {import("./sums.js").Term} term @param {number} gradient @param {number} much */
function single({ weight, carried }, gradient, much) {
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) =>
      rounded(rounded(weight, d) * rounded(carried, d), result) === rounded(gradient, result),
  );
  const [d, result] = digits;
  return [
    ...[equals(exact), ...(much > 1 ? [A, TIMES, DELTA, equals(exact)] : [])],
    ...[coloured("fwd", factor(weight, d)), TIMES, coloured("bwd", factor(carried, d))],
    ...[equals(exact), number(gradient, result)],
  ];
}

/** Σ a·δ over all places that share the weight. @param {import("./sums.js").Term[]} terms @param {number} gradient @param {number} much @param {import("./names.js").Say} say */
function several(terms, gradient, much, say) {
  const lead = leading({ terms, total: gradient }, Math.max(0, much - 1));
  const { digits, exact } = settle(
    ATTEMPTS,
    (d, result) => rounded(productsShown(lead, d), result) === rounded(gradient, result),
  );
  const [d, result] = digits;
  const symbols = [piece("Σ ", "\\textstyle\\sum "), A, TIMES, DELTA];
  return [
    ...[equals(exact), ...symbols, equals(exact)],
    ...[products(lead, d, "bwd", say), equals(exact), number(gradient, result)],
  ];
}
