/**
 * Looking things up in the catalog.
 *
 * @typedef {import("./types.js").Catalog} Catalog
 * @typedef {import("./types.js").Setting} Setting
 * @typedef {import("./types.js").Named} Named
 * @typedef {import("./types.js").Member} Member
 */
import { titled } from "./i18n.js";
import { catalog } from "./store.js";

/** @returns {Promise<Catalog>} */
export async function fetchCatalog() {
  const response = await fetch("/api/catalog");
  if (!response.ok) throw new Error(`The catalog came with status ${response.status}`);
  return response.json();
}

/** @param {Catalog} catalog @param {string} path @returns {Setting | null} */
export const settingAt = (catalog, path) =>
  catalog.settings.find((setting) => setting.path === path) ?? null;

/**
 * What people call the field at a path; null where the catalog has no word for it.
 * @param {string} path @returns {string | null}
 */
export function titleAt(path) {
  const whole = catalog.value;
  if (!whole) return null;
  const own = [
    ...whole.optimizers.flatMap(({ name }) => optimizerSettings(whole, name)),
    ...whole.schedules.flatMap(({ name }) => scheduleSettings(whole, name)),
  ];
  const found = settingAt(whole, path) ?? own.find((setting) => setting.path === path);
  return found ? titled(found.title) : null;
}

/**
 * The settings of an optimizer with their full paths, the learning rate first.
 * @param {Catalog} catalog @param {string} name  of the optimizer
 * @returns {Setting[]}
 */
export const optimizerSettings = (catalog, name) =>
  settingsOf(catalog.optimizers, name, "training.optimizer").sort(
    (a, b) => Number(b.name === "learning_rate") - Number(a.name === "learning_rate"),
  );

/**
 * The settings of a learning-rate schedule with their full paths.
 * @param {Catalog} catalog @param {string} name  of the schedule
 * @returns {Setting[]}
 */
export const scheduleSettings = (catalog, name) =>
  settingsOf(catalog.schedules, name, "training.schedule");

/** @param {Member[]} members @param {string} name @param {string} path @returns {Setting[]} */
function settingsOf(members, name, path) {
  const settings = members.find((entry) => entry.name === name)?.settings ?? [];
  return settings.map((setting) => ({ ...setting, path: `${path}.${setting.name}` }));
}

/** The title of a named thing, or the name itself. @param {Named[]} list @param {string} name */
export function titleOf(list, name) {
  const found = list.find((entry) => entry.name === name);
  return found ? titled(found.title) : name;
}
