/**
 * Changes of an experiment. Each takes one and gives a new one; none knows a limit: the server
 * has the last word.
 *
 * @typedef {import("./types.js").CatalogDataset} CatalogDataset
 * @typedef {import("./types.js").Experiment} Experiment
 * @typedef {import("./types.js").LayerSpec} LayerSpec
 * @typedef {import("./types.js").Member} Member
 */

import { activationNear, set } from "./network/layers.js";
import { placesAlong } from "./network/shapes.js";

/** @type {LayerSpec} */
const FIRST_LAYER = { kind: "dense", units: 4, activation: "tanh" };

/**
 * @param {unknown} value @param {string} path  dotted
 * @returns {unknown}
 */
export function valueAt(value, path) {
  return path
    .split(".")
    .reduce((inner, key) => /** @type {Record<string, unknown>} */ (inner)?.[key], value);
}

/**
 * @param {Experiment} experiment @param {string} path  dotted @param {unknown} value
 * @returns {Experiment}
 */
export function withPath(experiment, path, value) {
  return /** @type {Experiment} */ (replaced(experiment, path.split("."), value));
}

/**
 * @param {unknown} holder @param {string[]} path @param {unknown} value
 * @returns {unknown}
 */
function replaced(holder, [key, ...rest], value) {
  const record = /** @type {Record<string, unknown>} */ (holder ?? {});
  return { ...record, [key]: rest.length ? replaced(record[key], rest, value) : value };
}

/** @param {Experiment} experiment @param {LayerSpec[]} layers @returns {Experiment} */
const withLayers = (experiment, layers) => withPath(experiment, "network.layers", layers);

/**
 * A new last hidden layer, fully connected: like the one before it, or else bent as that one is.
 * @param {Experiment} experiment
 */
export function withLayerAdded(experiment) {
  const { layers } = experiment.network;
  const last = layers.at(-1);
  const activation = activationNear(layers, layers.length) ?? FIRST_LAYER.activation;
  const layer = last?.kind === "dense" ? last : { ...FIRST_LAYER, activation };
  return withLayers(experiment, [...layers, { ...layer }]);
}

/** Without the last hidden layer. @param {Experiment} experiment */
export function withLayerRemoved(experiment) {
  return withLayers(experiment, experiment.network.layers.slice(0, -1));
}

/** The setting that says how wide a layer is, by kind. @type {Record<string, "units" | "channels">} */
const WIDTHS = { dense: "units", conv2d: "channels" };

/**
 * How wide a layer is: its neurons, or its channels.
 * @param {LayerSpec | undefined} layer
 * @returns {{ setting: "units" | "channels", value: number } | null} null for one that takes its
 *   width from the layer before it
 */
export function widthOf(layer) {
  const setting = layer && WIDTHS[layer.kind];
  return setting ? { setting, value: Number(layer[setting]) } : null;
}

/**
 * @param {Experiment} experiment
 * @param {number} index  of the hidden layer, from 0
 * @param {number} width  in neurons or channels
 */
export function withWidth(experiment, index, width) {
  const { layers } = experiment.network;
  const setting = widthOf(layers[index])?.setting;
  return setting ? withLayers(experiment, set(layers, index, setting, width)) : experiment;
}

/**
 * Set the activation of all hidden layers that have one.
 * @param {Experiment} experiment @param {string} name
 */
export function withActivation(experiment, name) {
  return withLayers(
    experiment,
    experiment.network.layers.map((layer) =>
      layer.activation === undefined ? layer : { ...layer, activation: name },
    ),
  );
}

/** The activations of the hidden layers that have one. @param {Experiment} experiment */
export const activationsOf = ({ network: { layers } }) =>
  layers.flatMap(({ activation }) => activation ?? []);

/**
 * The activation all hidden layers share; null where they differ or there are none.
 * @param {Experiment} experiment @returns {string | null}
 */
export function commonActivation(experiment) {
  const names = new Set(activationsOf(experiment));
  return names.size === 1 ? [...names][0] : null;
}

/**
 * Switch a feature of the plane on or off, in the catalog's order.
 * @param {Experiment} experiment @param {string} name @param {string[]} order
 */
export function withFeatureToggled(experiment, name, order) {
  const chosen = new Set(experiment.dataset.features);
  if (!chosen.delete(name)) chosen.add(name);
  return withPath(
    experiment,
    "dataset.features",
    order.filter((feature) => chosen.has(feature)),
  );
}

/**
 * Another optimizer, with its own settings at their defaults. A learning rate that was chosen is
 * kept; one that was only the old optimizer's default becomes the new one's.
 * @param {Experiment} experiment
 * @param {Member[]} optimizers  all there are
 * @param {string} name  of the new one
 */
export function withOptimizer(experiment, optimizers, name) {
  const { optimizer } = experiment.training;
  const before = defaultsOf(optimizers, optimizer.name);
  const after = defaultsOf(optimizers, name);
  const chosen = optimizer.learning_rate !== before.learning_rate;
  const learning_rate = chosen ? optimizer.learning_rate : after.learning_rate;
  return withPath(experiment, "training.optimizer", { ...after, name, learning_rate });
}

/**
 * Another learning-rate schedule, with its own settings at their defaults.
 * @param {Experiment} experiment @param {Member[]} schedules  all there are
 * @param {string} name  of the new one
 */
export const withSchedule = (experiment, schedules, name) =>
  withPath(experiment, "training.schedule", { ...defaultsOf(schedules, name), name });

/** @param {Member[]} members @param {string} name @returns {Record<string, unknown>} */
function defaultsOf(members, name) {
  const settings = members.find((entry) => entry.name === name)?.settings ?? [];
  return Object.fromEntries(settings.map((setting) => [setting.name, setting.default]));
}

/** @typedef {"none" | "l1" | "l2" | "both"} Penalty */

/** @param {Experiment} experiment @returns {Penalty} */
export function penaltyOf({ training: { l1, l2 } }) {
  if (l1 && l2) return "both";
  if (l1) return "l1";
  return l2 ? "l2" : "none";
}

/**
 * @param {Experiment} experiment @param {Penalty} penalty @param {number} rate
 * @returns {Experiment}
 */
export function withPenalty(experiment, penalty, rate) {
  const l1 = penalty === "l1" || penalty === "both" ? rate : 0;
  const l2 = penalty === "l2" || penalty === "both" ? rate : 0;
  return withPath(withPath(experiment, "training.l1", l1), "training.l2", l2);
}

/**
 * Another dataset, with the rest kept. Points, drawings and corrections belong to one dataset alone.
 * @param {Experiment} experiment @param {string} name
 * @param {Partial<Pick<Experiment["dataset"], "points" | "drawings" | "corrections">>} [own]
 *   what is known of each; corrections of this dataset's pictures
 */
export function withDataset(
  experiment,
  name,
  { points = [], drawings = [], corrections = [] } = {},
) {
  const dataset = {
    ...experiment.dataset,
    name,
    points: name === "points" ? points : [],
    drawings: name === "drawings" ? drawings : [],
    corrections,
  };
  return withPath(experiment, "dataset", dataset);
}

/**
 * What cannot be on this dataset made to fit: the number of samples, and layers that cannot read
 * what it gives.
 * @param {Experiment} experiment @param {CatalogDataset} entry
 * @returns {Experiment}
 */
export function fittedTo(experiment, { samples, preview, example }) {
  const count = Math.min(experiment.dataset.samples, samples?.maximum ?? Infinity);
  const sampled = withPath(experiment, "dataset.samples", count);
  const input = preview?.kind === "image" ? preview.shape : [1];
  const misfits = placesAlong(experiment.network.layers, input).some(({ misfit }) => misfit);
  return misfits ? { ...sampled, network: example.network } : sampled;
}

/**
 * @param {Experiment} experiment @param {number} x @param {number} y @param {0 | 1} label
 * @returns {Experiment}
 */
export function withPoint(experiment, x, y, label) {
  const rounded = [Number(x.toFixed(2)), Number(y.toFixed(2)), label];
  return withPath(experiment, "dataset.points", [...experiment.dataset.points, rounded]);
}

/**
 * Without the point nearest to a place, if one is within reach.
 * @param {Experiment} experiment @param {number} x @param {number} y @param {number} reach
 * @returns {Experiment}
 */
export function withoutPoint(experiment, x, y, reach) {
  const { points } = experiment.dataset;
  const distances = points.map((point) => Math.hypot(point[0] - x, point[1] - y));
  const nearest = Math.min(...distances);
  if (nearest > reach) return experiment;
  const gone = distances.indexOf(nearest);
  return withPath(
    experiment,
    "dataset.points",
    points.filter((_, i) => i !== gone),
  );
}
