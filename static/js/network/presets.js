/**
 * Networks that the catalog suggests for a dataset.
 *
 * @typedef {import("../types.js").Experiment} Experiment
 * @typedef {import("../types.js").Preset} Preset
 * @typedef {import("../types.js").Catalog} Catalog
 * @typedef {import("../types.js").CatalogDataset} CatalogDataset
 */
import { placesAlong } from "./shapes.js";

/** @param {Catalog | null} catalog @param {string | undefined} dataset @returns {Preset[]} */
export const presetsFor = (catalog, dataset) =>
  (catalog?.presets ?? []).filter((preset) => preset.dataset === dataset);

/**
 * The preset's network and training, on the same data with the same seed.
 * @param {Experiment} experiment @param {Preset} preset @returns {Experiment}
 */
export function withPreset(experiment, { experiment: { dataset, network, training } }) {
  const { seed } = experiment.training;
  const same = dataset.name === experiment.dataset.name;
  return {
    dataset: same ? experiment.dataset : dataset,
    network,
    training: { ...training, seed },
  };
}

/**
 * The experiment itself where its layers can read a dataset, else with the network of the
 * dataset's example.
 * @param {Experiment} experiment @param {CatalogDataset} dataset @returns {Experiment}
 */
export function withReadableData(experiment, { preview, example }) {
  const input = preview?.kind === "image" ? preview.shape : [1];
  const places = placesAlong(experiment.network.layers, input);
  const reads = places.every(({ misfit }) => misfit === null);
  return reads ? experiment : { ...experiment, network: example.network };
}

/** @param {Experiment} experiment @param {Preset} preset */
export function inForce(experiment, preset) {
  const { network, training } = withPreset(experiment, preset);
  const wanted = JSON.stringify([network, training]);
  return wanted === JSON.stringify([experiment.network, experiment.training]);
}
