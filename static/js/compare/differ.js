/**
 * What two experiments on the same data may differ in, and what is worth trying first.
 *
 * @typedef {import("../types.js").Catalog} Catalog
 * @typedef {import("../types.js").Experiment} Experiment
 * @typedef {import("../types.js").Named} Named
 * @typedef {import("../types.js").Setting} Setting
 *
 * @typedef {object} Way
 * @property {string} id
 * @property {Setting} [setting]  of a number
 * @property {Named[]} [options]  of a choice
 * @property {unknown} value  what it is now
 * @property {unknown} suggestion  what to try beside it
 * @property {(value: unknown) => Experiment} apply
 */
import {
  activationsOf,
  commonActivation,
  valueAt,
  widthOf,
  withActivation,
  withLayerAdded,
  withLayerRemoved,
  withOptimizer,
  withPath,
} from "../experiment.js";

const RATE = "training.optimizer.learning_rate";
const FACTOR = 10;
const FIRST_L2 = 0.01;

/** @param {Experiment} experiment @param {Catalog} catalog @returns {Way[]} the learning rate first */
export function waysToDiffer(experiment, catalog) {
  const { layers } = experiment.network;
  const ways = [
    learningRate(experiment, catalog),
    choice("training.optimizer", catalog.optimizers, experiment.training.optimizer.name, (name) =>
      withOptimizer(experiment, catalog.optimizers, String(name)),
    ),
    activationsOf(experiment).length &&
      choice("training.activation", catalog.activations, commonActivation(experiment), (name) =>
        withActivation(experiment, String(name)),
      ),
    number("compare.layers", counted(catalog.limits.hidden_layers, 0), layers.length, (count) =>
      withLayerCount(experiment, Number(count)),
    ),
    width("compare.units", "units", experiment, catalog),
    width("compare.channels", "channels", experiment, catalog),
    atPath("training.batch_size", experiment, catalog),
    choice("network.initializer", catalog.initializers, experiment.network.initializer, (name) =>
      withPath(experiment, "network.initializer", name),
    ),
    atPath("training.l2", experiment, catalog),
    atPath("training.seed", experiment, catalog),
  ];
  return ways.filter((way) => way !== null && way !== 0);
}

/** @param {Experiment} experiment @param {Catalog} catalog @returns {Way | null} */
function learningRate(experiment, { optimizers }) {
  const { name } = experiment.training.optimizer;
  const setting = optimizers
    .find((entry) => entry.name === name)
    ?.settings.find((entry) => entry.name === "learning_rate");
  if (!setting) return null;
  return number(RATE, setting, Number(valueAt(experiment, RATE)), (value) =>
    withPath(experiment, RATE, value),
  );
}

/**
 * The width of all layers that have one of this name; that of the first is what it is now.
 * @param {string} id @param {"units" | "channels"} name @param {Experiment} experiment
 * @param {Catalog} catalog @returns {Way | null}
 */
function width(id, name, experiment, catalog) {
  const { layers } = experiment.network;
  const first = layers.find((layer) => widthOf(layer)?.setting === name);
  if (!first) return null;
  const setting = catalog.layers
    .find(({ kind }) => kind === first.kind)
    ?.settings.find((entry) => entry.name === name);
  if (!setting) return null;
  return number(id, setting, Number(first[name]), (value) =>
    withPath(
      experiment,
      "network.layers",
      layers.map((layer) =>
        widthOf(layer)?.setting === name ? { ...layer, [name]: value } : layer,
      ),
    ),
  );
}

/** @param {string} path @param {Experiment} experiment @param {Catalog} catalog @returns {Way | null} */
function atPath(path, experiment, { settings }) {
  const setting = settings.find((entry) => entry.path === path);
  if (!setting) return null;
  return number(path, setting, Number(valueAt(experiment, path)), (value) =>
    withPath(experiment, path, value),
  );
}

/** @param {string} id @param {Setting} setting @param {number} value @param {Way["apply"]} apply @returns {Way} */
const number = (id, setting, value, apply) => ({
  id,
  setting,
  value,
  suggestion: suggested(id, value, setting),
  apply,
});

/** @param {string} id @param {number} value @param {Setting} limits */
function suggested(id, value, { minimum = 0, maximum = Infinity }) {
  if (id === "training.l2") return value ? 0 : FIRST_L2;
  if (id === "training.seed" || id === "compare.layers") {
    return value < maximum ? value + 1 : value - 1;
  }
  const factor = id === RATE ? FACTOR : 2;
  // 0.1 times 3 is not 0.3 in a computer, and would be read as a mistake.
  const [more, less] = [value * factor, value / factor].map((n) => Number(n.toPrecision(6)));
  return more <= maximum ? more : Math.max(minimum, id === RATE ? less : Math.floor(less));
}

/** @param {string} id @param {Named[]} options @param {string | null} value @param {Way["apply"]} apply @returns {Way} */
const choice = (id, options, value, apply) => ({
  id,
  options,
  value,
  suggestion: options.find(({ name }) => name !== value)?.name ?? value,
  apply,
});

/** @param {number} maximum @param {number} minimum @returns {Setting} */
const counted = (maximum, minimum) => ({
  type: "integer",
  minimum,
  maximum,
  effect: "reset",
  title: { en: "", "zh-CN": "" },
});

/** @param {Experiment} experiment @param {number} count @returns {Experiment} */
function withLayerCount(experiment, count) {
  let changed = experiment;
  while (changed.network.layers.length < count) changed = withLayerAdded(changed);
  while (changed.network.layers.length > Math.max(0, count)) changed = withLayerRemoved(changed);
  return changed;
}
