/**
 * How an optimizer made the new value of a parameter out of the old one, with the numbers of this
 * update. The formulas are those of app/nn/optimizers.
 *
 * @typedef {import("./types.js").Inspection} Inspection
 * @typedef {import("./types.js").InspectedParameter} InspectedParameter
 * @typedef {{ symbol: string, value: number }} Term
 * @typedef {{ formula: string, terms: Term[], after: number }} Update  `after` is what the formula
 *   gives; the network's own number may differ by its rounding to 32 bits
 */

/** @param {unknown} value */
const numeric = (value) => (typeof value === "number" ? value : 0);

/** @type {Record<string, (all: Inspection, one: InspectedParameter) => { formula: string, terms: Term[], change: number, kept?: number }>} */
const RULES = {
  sgd: ({ learning_rate: rate }, { gradient }) => ({
    formula: "w − η·g",
    terms: [],
    change: numeric(rate) * numeric(gradient),
  }),
  momentum: ({ learning_rate: rate }, { moments }) => ({
    formula: "w − η·v",
    terms: [{ symbol: "v", value: numeric(moments?.velocity) }],
    change: numeric(rate) * numeric(moments?.velocity),
  }),
  nesterov: ({ learning_rate: rate, optimizer }, { gradient, moments }) => {
    const share = numeric(optimizer.momentum);
    return {
      formula: "w − η·(g + μ·v)",
      terms: [
        { symbol: "μ", value: share },
        { symbol: "v", value: numeric(moments?.velocity) },
      ],
      change: numeric(rate) * (numeric(gradient) + share * numeric(moments?.velocity)),
    };
  },
  adagrad: (all, one) => scaled(all, one),
  rmsprop: (all, one) => scaled(all, one),
  adam: (all, one) => ({ formula: "w − η·m̂ / (√v̂ + ε)", ...adaptive(all, one) }),
  adamw: (all, one) => ({
    formula: "w·(1 − η·λ) − η·m̂ / (√v̂ + ε)",
    kept: 1 - numeric(all.learning_rate) * numeric(all.optimizer.weight_decay),
    ...adaptive(all, one, [{ symbol: "λ", value: numeric(all.optimizer.weight_decay) }]),
  }),
};

/** @param {Inspection} all @param {InspectedParameter} one */
function scaled({ learning_rate: rate, optimizer }, { gradient, moments }) {
  const square = numeric(moments?.square);
  const change =
    (numeric(rate) * numeric(gradient)) / (Math.sqrt(square) + numeric(optimizer.epsilon));
  return { formula: "w − η·g / (√s + ε)", terms: [{ symbol: "s", value: square }], change };
}

/** Adam's step. @param {Inspection} all @param {InspectedParameter} one @param {Term[]} [more] */
function adaptive({ learning_rate: rate, optimizer, updates }, { moments }, more = []) {
  const m = numeric(moments?.m) / (1 - numeric(optimizer.beta1) ** updates);
  const v = numeric(moments?.v) / (1 - numeric(optimizer.beta2) ** updates);
  const terms = [
    { symbol: "m", value: numeric(moments?.m) },
    { symbol: "v", value: numeric(moments?.v) },
    { symbol: "m̂", value: m },
    { symbol: "v̂", value: v },
    ...more,
  ];
  return { terms, change: (numeric(rate) * m) / (Math.sqrt(v) + numeric(optimizer.epsilon)) };
}

/**
 * @param {Inspection} all @param {InspectedParameter} one
 * @returns {Update | null} null where the optimizer is none of those known here
 */
export function updateOf(all, one) {
  const rule = RULES[String(all.optimizer.name)];
  if (!rule || one.before === null) return null;
  const { formula, terms, change, kept = 1 } = rule(all, one);
  return { formula, terms, after: one.before * kept - change };
}
