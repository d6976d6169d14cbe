/**
 * What a branch is called: its own name, or what sets it apart from where it left.
 *
 * @typedef {import("../types.js").Branch} Branch
 * @typedef {import("../types.js").Difference} Difference
 * @typedef {import("../types.js").Catalog} Catalog
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 * @typedef {import("../types.js").Title} Title
 *
 * @typedef {object} Words
 * @property {(key: string, values?: Record<string, unknown>) => string} t
 * @property {(path: string) => string | null} titleAt  the catalog's title of a field
 * @property {(title: Title) => string} titled  a title in the reader's language
 * @property {Catalog | null} catalog
 */
import { formatQuantity } from "../format.js";
import { layersOnSide, layersText } from "./network-names.js";

/** @param {Branch} branch @param {Words} words */
export function branchName(branch, words) {
  if (branch.name) return branch.name;
  const { t } = words;
  if (!branch.differences.length) {
    return branch.parent === null
      ? t("time.root", { number: branch.id })
      : t("time.unchanged", { step: branch.from });
  }
  return differencesText(branch.differences, words);
}

/** @param {Difference[]} differences @param {Words} words */
export const differencesText = (differences, words) =>
  told(differences)
    .map((difference) => differenceText(difference, words))
    .join(words.t("time.and"));

const OPTIMIZER = "training.optimizer.";
const SCHEDULE = "training.schedule.";

/** Another optimizer or schedule brings its settings along. @param {Difference[]} differences */
function told(differences) {
  const renewed = [OPTIMIZER, SCHEDULE].filter((prefix) =>
    differences.some(({ field }) => field === `${prefix}name`),
  );
  return differences.filter(
    ({ field }) => !renewed.some((prefix) => field.startsWith(prefix) && field !== `${prefix}name`),
  );
}

/** @param {Difference} difference @param {Words} words */
function differenceText({ field, before, after, ...place }, words) {
  const { t } = words;
  if (field === "weight") {
    const { layer = 0, unit = 0, input = null } = place;
    const [from, to] = [before, after].map((value) => formatQuantity(Number(value)));
    const neuron = `${layer}.${unit + 1}`;
    return input === null
      ? t("time.biasEdited", { neuron, from, to })
      : t("time.weightEdited", { neuron, input: input + 1, from, to });
  }
  const title = titleOfField(field, words);
  if (field === "network.layers") return layersText(title, listOf(before), listOf(after), words);
  const [from, to] = [before, after].map((value) => valueText(field, value, words));
  // A list, such as that of all points, says nothing on a line.
  return from === null || to === null ? t("time.other", { title }) : `${title} ${from} → ${to}`;
}

/**
 * One side of what differs: "Learning rate 0.3".
 * @param {Difference[]} differences @param {"before" | "after"} side @param {Words} words
 */
export const sideText = (differences, side, words) =>
  told(differences)
    .map(({ field, [side]: value, ...rest }) => {
      const title = titleOfField(field, words);
      if (field === "network.layers") {
        const { before = value, after = value } = /** @type {Partial<Difference>} */ (rest);
        return layersOnSide(title, listOf(before), listOf(after), side, words);
      }
      return `${title} ${valueText(field, value, words) ?? ""}`.trim();
    })
    .join(words.t("time.and"));

/** @type {Record<string, string>} */
const OWN_TITLES = {
  weight: "time.field.weight",
  "dataset.name": "time.field.dataset",
  "dataset.features": "data.features",
  "dataset.points": "points.title",
  "network.layers": "time.field.layers",
  "training.optimizer.name": "training.optimizer",
  "training.schedule.name": "training.schedule",
};

/** @param {string} field @param {Words} words */
export const titleOfField = (field, { t, titleAt }) =>
  (Object.hasOwn(OWN_TITLES, field) ? t(OWN_TITLES[field]) : titleAt(field)) ?? field;

/** @param {string} field @param {unknown} value @param {Words} words @returns {string | null} */
function valueText(field, value, words) {
  const { t, titled, catalog } = words;
  if (value === null || value === undefined) return t("setting.off");
  if (typeof value === "number") return formatQuantity(value, 4);
  if (field === "dataset.features" && Array.isArray(value)) {
    return value
      .map((name) => catalog?.features.find((feature) => feature.name === name)?.label ?? name)
      .join(" ");
  }
  if (typeof value !== "string") return null;
  const named = [
    ...(catalog?.datasets ?? []),
    ...(catalog?.optimizers ?? []),
    ...(catalog?.schedules ?? []),
    ...(catalog?.initializers ?? []),
  ].find(({ name }) => name === value);
  return named ? titled(named.title) : value;
}

/** @param {unknown} value */
const listOf = (value) => /** @type {LayerSpec[]} */ (value ?? []);
