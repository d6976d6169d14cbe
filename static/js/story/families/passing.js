/**
 * One number for one, as it is: flatten, and dropout, which in a prediction leaves nothing out. What
 * it left out of the mini-batch is told beside it.
 */
/** @typedef {import("./family.js").Family} Family */

import { countOf, leftOutIn } from "../../stage/left-out.js";
import { A, BEFORE, coloured, equals, join, number } from "../formula.js";
import { whoseOf } from "../names.js";
import { totalled } from "../sums.js";
import { largestIn } from "./largest.js";

/** @type {Family} */
export const FLATTEN = {
  edges: false,

  reading(numbers, { layer, unit }) {
    const before = numbers.tensor("activations", layer - 1)?.[unit];
    const a = numbers.tensor("activations", layer)?.[unit];
    if (before === undefined || a === undefined) return null;
    const term = { at: unit, weight: 1, carried: before, product: before };
    return { sum: totalled([term]), bias: null, z: a, a };
  },

  write: ({ a }) => ({
    formula: join(A, equals(true), BEFORE, equals(true), coloured("fwd", number(a, 3))),
    ...{ z: number(a, 3), a: number(a, 3), exact: true },
  }),
  summed: "a",

  returned(numbers, layer, unit) {
    const delta = numbers.tensor("deltas", layer)?.[unit];
    if (delta === undefined) return null;
    return totalled([{ at: unit, weight: 1, carried: delta, product: delta }]);
  },

  receiver: (numbers, layer) => largestIn(numbers.tensor("activations", layer)),
  blamed: (numbers, layer) => largestIn(numbers.tensor("deltas", layer)),
  gradient: () => null,
  change: () => null,
  index: () => join(),
  keys: { forward: "tell.forward.flatten", backward: "tell.backward.flatten", update: "" },
  weight: () => ({}),
};

/** @type {Family} */
export const DROPOUT = {
  ...FLATTEN,

  happened(numbers, { layer }, context) {
    const found = leftOutIn(numbers, layer);
    if (!found) return null;
    const { say } = context;
    const [out, units] = [countOf(found), found.factors.length];
    const whose = whoseOf(found, context);
    const sentence = say("tell.happened.dropout", { whose, out, units });
    return { sentence, note: say("tell.note.dropout"), values: { out, units } };
  },

  keys: { ...FLATTEN.keys, forward: "tell.forward.dropout", backward: "tell.backward.dropout" },
};
