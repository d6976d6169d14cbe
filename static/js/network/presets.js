/**
 * Networks that the catalog suggests for a dataset.
 *
 * @typedef {import("../types.js").Experiment} Experiment
 * @typedef {import("../types.js").Preset} Preset
 * @typedef {import("../types.js").Catalog} Catalog
 */

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

/** @param {Experiment} experiment @param {Preset} preset */
export function inForce(experiment, preset) {
  const { network, training } = withPreset(experiment, preset);
  const wanted = JSON.stringify([network, training]);
  return wanted === JSON.stringify([experiment.network, experiment.training]);
}
