/**
 * The dataset that the people in a room draw themselves.
 *
 * @typedef {import("../types.js").Drawing} Drawing
 */
import { computed, effect } from "@preact/signals";
import { edit } from "../commands.js";
import { withPath } from "../experiment.js";
import { dataset, experiment, shown } from "../store.js";

/** Whether drawings are the data. */
export const drawsData = computed(() => dataset.value?.options.includes("drawings") ?? false);

export const drawings = computed(() => shown.value?.dataset.drawings ?? []);

/** How many different classes there are. */
export const classCount = computed(() => new Set(drawings.value.map(({ label }) => label)).size);

/** @type {Drawing[]} */
let kept = [];
effect(() => {
  const recipe = experiment.value?.dataset;
  if (recipe?.name === "drawings") kept = recipe.drawings ?? [];
});

/** Those of the last visit to this dataset: choosing another loses no work. */
export const keptDrawings = () => kept;

/** @param {(list: Drawing[]) => Drawing[]} change */
const change = (change) =>
  edit((whole) => withPath(whole, "dataset.drawings", change(whole.dataset.drawings ?? [])));

/** @param {Drawing[]} more  labelled @param {number} most */
export const addDrawings = (more, most) => change((list) => [...list, ...more].slice(0, most));

/** @param {number} place */
export const removeDrawing = (place) => change((list) => list.filter((_, i) => i !== place));

export const removeDrawings = () => change(() => []);
