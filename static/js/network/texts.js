/**
 * Layers, their shapes and what is wrong with them, in words.
 *
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 * @typedef {import("../types.js").Setting} Setting
 * @typedef {import("./shapes.js").Place} Place
 * @typedef {import("./refused.js").Refused} Refused
 */
import { titleOf } from "../catalog.js";
import { formatLocal, formatSetting } from "../format.js";
import { language, t, titled } from "../i18n.js";
import { catalog } from "../store.js";
import { layerNames } from "./kinds.js";
import { mapsOf, sizeOf } from "./shapes.js";

/** @param {LayerSpec[]} layers */
export const namesOf = (layers) =>
  layerNames(
    layers.map(({ kind }) => kind),
    t,
  );

/** @param {string} kind */
export const kindOf = (kind) => catalog.value?.layers.find((entry) => entry.kind === kind);

/** "6 × 8 × 8". @param {number[]} shape */
export const shapeText = (shape) => shape.join(" × ");

/** "gives 6 maps of 8 × 8 each". @param {number[]} shape */
export function shapeWords(shape) {
  const maps = mapsOf(shape);
  if (!maps) return t("network.gives.row", { count: sizeOf(shape) });
  const [count, height, width] = maps;
  return t("network.gives.maps", { count, height, width });
}

/** @param {number} count */
export const parametersText = (count) =>
  count
    ? t("network.parameters", { count, number: formatLocal(count, language.value) })
    : t("network.parameters.none");

/** Its settings on one line: "Channels 6 · Kernel size 5 · ReLU". What is 0 changes nothing. @param {LayerSpec} layer */
export function settingsText(layer) {
  const settings = kindOf(layer.kind)?.settings ?? [];
  return settings
    .filter(({ name = "" }) => layer[name] !== 0)
    .map((setting) => settingText(setting, layer[setting.name ?? ""]))
    .join(" · ");
}

/** @param {Setting} setting @param {unknown} value */
function settingText(setting, value) {
  // The name of a function says that it is one.
  if (setting.type === "choice") return titleOf(catalog.value?.activations ?? [], String(value));
  return `${titled(setting.title)} ${formatSetting(setting, value)}`;
}

/**
 * Why the server did not take a network: in the reader's language where this page knows why, else
 * in the server's own words.
 * @param {Refused} refused @param {Place[]} places
 */
export function refusalText({ at, setting, given, allowed, message, layers }, places) {
  const place = at === null ? undefined : places[at];
  const misfit = place?.misfit;
  if (at === null) {
    const detail = allowed ? ` ${t("error.allowed", { allowed })}` : "";
    return setting === "" && allowed ? t("network.misfit.large") + detail : message;
  }
  if (place?.input && misfit?.setting === setting) {
    const [, height, width] = mapsOf(place.input) ?? [0, 0, 0];
    return t(`network.misfit.${setting}`, {
      layer: namesOf(layers)[at],
      count: sizeOf(place.input),
      ...{ height, width, most: misfit.most, given: String(given).replaceAll("'", "") },
    });
  }
  const found = kindOf(layers[at]?.kind)?.settings.find(({ name }) => name === setting);
  if (!found || given === null) return message;
  const refused = t("error.refused", { field: titled(found.title), given });
  return allowed ? `${refused} ${t("error.allowed", { allowed })}` : refused;
}
