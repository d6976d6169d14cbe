/** A unit is made of what it reads: a neuron adds up, adds its bias, and bends the sum. */
/** @typedef {import("./focus.js").Focus} Focus */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */
import { functionOf } from "../detection.js";
import { familyOf } from "./families/registry.js";
import { focusOf, outputOf } from "./focus.js";
import { coloured, equals, GAP, join, piece, Z } from "./formula.js";
import { curveOf, functionName, outcome, sentenceValues } from "./names.js";

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellForward(numbers, context, detail) {
  const { say } = context;
  const focus = focusOf(numbers, context.chosen);
  const { layer } = numbers.header;
  const family = familyOf(numbers, layer);
  const reading = focus && family.reading(numbers, focus);
  if (!focus || !reading) return { sentence: say("tell.other", { layer }), ...NOTHING };
  const { sum, bias, z, a } = reading;
  const activation = functionOf(numbers.layout.layers[layer], focus.unit);
  const output = layer === outputOf(numbers);
  const name = functionName(activation);
  const happened = family.happened?.(numbers, focus, context);
  const usual = say(output ? `${family.keys.forward}.output` : family.keys.forward, {
    ...sentenceValues(numbers, focus, say),
    count: sum.terms.length,
    bend: name ? say("tell.bend", { activation: name.text }) : "",
  });
  const f = curveOf(activation)?.value ?? null;
  const written = family.write(reading, { f, detail, say });
  const bent =
    activation === null
      ? []
      : [GAP, bending(outcome(output), activation, written.z, written.a, written.exact)];
  const formula = join(written.formula, ...bent);
  const values = {
    ...{ z, a, sum: sum.total },
    ...(bias === null ? {} : { b: bias }),
    ...happened?.values,
  };
  const { sentence = usual, note = "" } = happened ?? {};
  return { sentence, formula, note, focus, values };
}

export const NOTHING = { formula: null, note: "", focus: null, values: {} };

/**
 * a = tanh(z) = 0.31
 * @param {Formula} letter @param {string | null} activation @param {Formula} z @param {Formula} a
 * @param {boolean} exact @returns {Formula}
 */
function bending(letter, activation, z, a, exact) {
  const f = functionName(activation);
  const result = coloured("fwd", a);
  if (!f) return join(letter, equals(true), Z, equals(true), result);
  if (activation === "softmax") {
    const share = piece("e^z / Σ e^z", "e^{z}/\\textstyle\\sum e^{z}");
    return join(letter, equals(true), share, equals(true), result);
  }
  return join(letter, equals(true), f, piece("("), z, piece(")"), equals(exact), result);
}
