/**
 * The formulas of app/nn/optimizers, for one weight: what the optimizer remembers, and its step.
 *
 * @typedef {import("./formula.js").Formula} Formula
 *
 * @typedef {object} Update  of one weight
 * @property {number} before
 * @property {number} after
 * @property {number} gradient  as it was applied: with penalties, clipped
 * @property {number} rate  learning rate
 * @property {Record<string, number>} moments  after the update, by their names in the frame
 * @property {number} updates  how many the optimizer has made, NaN where it does not count
 *
 * @typedef {object} Memory  x ← decay·x + share·gained
 * @property {string} letter
 * @property {number} decay
 * @property {number} share
 * @property {boolean} square  whether it is the gradient's square that is gained
 * @property {number} now
 *
 * @typedef {object} Rule
 * @property {Memory[]} memory
 * @property {number} keep  what is left of the weight before the step: 1, or less with weight decay
 * @property {Formula} symbols  of the step, behind η
 * @property {(d: number) => Formula} written  with numbers of d digits
 * @property {(d: number) => number} value  computed from those
 */
import { rounded } from "./digits.js";
import { factor, G, join, number, PLUS, piece, TIMES } from "./formula.js";

/** @typedef {Record<string, unknown>} Settings */

/** @param {Settings} settings @param {string} name */
const setting = (settings, name) => Number(settings[name]);

/** @type {Record<string, (update: Update, settings: Settings) => Rule>} */
const RULES = {
  sgd: ({ gradient }) => plain([], G, gradient),
  momentum: ({ moments }, settings) =>
    plain([velocity(moments, settings)], piece("v"), moments.velocity),
  nesterov: ({ moments, gradient }, settings) => {
    const share = setting(settings, "momentum");
    const v = moments.velocity;
    return {
      memory: [velocity(moments, settings)],
      keep: 1,
      symbols: join(piece("("), G, PLUS, piece("μ", "\\mu "), piece("v"), piece(")")),
      written: (d) =>
        join(
          piece("("),
          number(gradient, d),
          PLUS,
          number(share, 4),
          TIMES,
          factor(v, d),
          piece(")"),
        ),
      value: (d) => rounded(gradient, d) + share * rounded(v, d),
    };
  },
  adagrad: ({ moments, gradient }, settings) =>
    scaled([squares("s", 1, 1, moments.square)], settings, ["g", gradient], ["s", moments.square]),
  rmsprop: ({ moments, gradient }, settings) => {
    const decay = setting(settings, "smoothing");
    const memory = [squares("s", decay, 1 - decay, moments.square)];
    return scaled(memory, settings, ["g", gradient], ["s", moments.square]);
  },
  adam,
  adamw: (update, settings) => ({
    ...adam(update, settings),
    keep: 1 - update.rate * setting(settings, "weight_decay"),
  }),
};

/** @param {Update} update @param {Settings} settings @returns {Rule} */
function adam({ moments: { m, v }, updates }, settings) {
  const [beta1, beta2] = [setting(settings, "beta1"), setting(settings, "beta2")];
  const memory = [
    { letter: "m", decay: beta1, share: 1 - beta1, square: false, now: m },
    squares("v", beta2, 1 - beta2, v),
  ];
  // Means that began at 0 are too small at first; this takes out by how much.
  const corrected = [m / (1 - beta1 ** updates), v / (1 - beta2 ** updates)];
  return scaled(memory, settings, ["m̂", corrected[0]], ["v̂", corrected[1]]);
}

/** @param {Record<string, number>} moments @param {Settings} settings @returns {Memory} */
function velocity(moments, settings) {
  const decay = setting(settings, "momentum");
  return { letter: "v", decay, share: 1, square: false, now: moments.velocity };
}

/** @param {string} letter @param {number} decay @param {number} share @param {number} now @returns {Memory} */
const squares = (letter, decay, share, now) => ({ letter, decay, share, square: true, now });

/** @param {Memory[]} memory @param {Formula} symbols @param {number} value @returns {Rule} */
const plain = (memory, symbols, value) => ({
  ...{ memory, keep: 1, symbols },
  written: (d) => factor(value, d),
  value: (d) => rounded(value, d),
});

/** @param {string} letter @returns {Formula} */
export const letterOf = (letter) =>
  letter.length > 1 ? piece(letter, `\\hat ${letter[0]}`) : piece(letter);

/**
 * The step divided by the usual size of the gradient: top / (√bottom + ε).
 * @param {Memory[]} memory @param {Settings} settings
 * @param {[string, number]} top @param {[string, number]} bottom @returns {Rule}
 */
function scaled(memory, settings, [upper, over], [lower, under]) {
  const epsilon = setting(settings, "epsilon");
  /** @param {Formula} a @param {Formula} b @param {Formula} c */
  const quotient = (a, b, c) =>
    join(a, piece(" / (√", "/(\\sqrt{"), b, piece(" + ", "}+"), c, piece(")"));
  return {
    memory,
    keep: 1,
    symbols: quotient(letterOf(upper), letterOf(lower), piece("ε", "\\varepsilon ")),
    written: (d) => quotient(factor(over, d), number(under, d), number(epsilon, 2)),
    value: (d) => rounded(over, d) / (Math.sqrt(rounded(under, d)) + epsilon),
  };
}

/**
 * @param {Update} update @param {Settings & { name: string }} settings
 * @returns {Rule | null} null for an optimizer whose formula is not known here
 */
export const ruleOf = (update, settings) => RULES[settings.name]?.(update, settings) ?? null;
