/**
 * What layers are called: "Conv 1", "Pool 1", "Dense 1". Where all are fully connected their kind
 * tells nothing apart, and they are called by their place alone.
 *
 * @typedef {(key: string, values?: Record<string, unknown>) => string} Say  static/js/i18n.js: t
 */

/** Kinds that are counted together. @type {Record<string, string>} */
const FAMILIES = {
  conv2d: "conv",
  max_pool2d: "pool",
  average_pool2d: "pool",
  batch_norm: "norm",
};

/** @param {string[]} kinds */
const allDense = (kinds) => kinds.every((kind) => kind === "dense");

/**
 * @param {string[]} kinds  of the hidden layers in order @param {Say} say
 * @param {{ within?: boolean }} [options]  within: in the middle of a sentence
 * @returns {string[]}
 */
export function layerNames(kinds, say, { within = false } = {}) {
  if (allDense(kinds)) {
    const key = within ? "result.layer" : "layers.hidden";
    return kinds.map((_, i) => say(key, { layer: i + 1 }));
  }
  /** @type {Map<string, number>} */
  const counts = new Map();
  return kinds.map((kind) => {
    const family = FAMILIES[kind] ?? kind;
    const number = (counts.get(family) ?? 0) + 1;
    counts.set(family, number);
    return say(`layer.name.${family}`, { number });
  });
}
