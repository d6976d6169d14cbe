/**
 * What sets one network apart from another, in words.
 *
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 * @typedef {import("./names.js").Words} Words
 * @typedef {import("../network/changes.js").LayerChange} LayerChange
 */
import { formatQuantity } from "../format.js";
import { layerChanges } from "../network/changes.js";
import { layerNames } from "../network/kinds.js";

const MOST_CHANGES = 3; // more of them say less than that it is another network

/**
 * Where all layers are fully connected "Hidden layers 4-2 → 4-2-2", else what was done to which.
 * @param {string} title @param {LayerSpec[]} before @param {LayerSpec[]} after @param {Words} words
 */
export function layersText(title, before, after, words) {
  if (sizesSuffice(before, after)) {
    const [from, to] = [describeDense(before, after, words), describeDense(after, before, words)];
    return `${from.sizes ? title : words.t("training.activation")} ${from.text} → ${to.text}`;
  }
  const { t } = words;
  const common = activationChange(before, after, words);
  if (common) return `${t("training.activation")} ${common.from} → ${common.to}`;
  const preset = presetOf(after, words);
  if (preset) return t("time.network", { name: preset });
  const changes = layerChanges(before, after);
  if (changes.length > MOST_CHANGES) {
    return t("time.network.other", { from: before.length, to: after.length });
  }
  return changes.map((change) => changeText(change, before, after, words)).join(t("time.and"));
}

/**
 * One side of it: "Conv 1: Channels 6", "without Max pooling".
 * @param {string} title @param {LayerSpec[]} before @param {LayerSpec[]} after
 * @param {"before" | "after"} side @param {Words} words
 */
export function layersOnSide(title, before, after, side, words) {
  const { t } = words;
  const [own, other] = side === "before" ? [before, after] : [after, before];
  if (sizesSuffice(before, after)) {
    const { sizes, text } = describeDense(own, other, words);
    return `${sizes ? title : t("training.activation")} ${text}`;
  }
  const common = activationChange(before, after, words);
  if (common) {
    return `${t("training.activation")} ${side === "before" ? common.from : common.to}`;
  }
  const changes = layerChanges(before, after);
  if (changes.length <= MOST_CHANGES) {
    return changes.map((one) => sideOf(one, before, after, side, words)).join(t("time.and"));
  }
  const preset = presetOf(own, words);
  return preset
    ? t("time.network", { name: preset })
    : t("time.network.layers", { count: own.length });
}

/** @param {LayerSpec[][]} lists */
const sizesSuffice = (...lists) => lists.flat().every(({ kind }) => kind === "dense");

/** Sizes where they differ, else activations. @param {LayerSpec[]} layers @param {LayerSpec[]} others @param {Words} words */
function describeDense(layers, others, words) {
  /** @param {LayerSpec[]} list */
  const sizesOf = (list) => list.map(({ units }) => units).join("-") || words.t("time.noLayers");
  if (sizesOf(layers) !== sizesOf(others)) return { sizes: true, text: sizesOf(layers) };
  return { sizes: false, text: activationsText(layers, words) };
}

/** @param {LayerSpec[]} layers @param {Words} words */
const activationsText = (layers, words) =>
  [...new Set(layers.flatMap(({ activation }) => activation ?? []))]
    .map((name) => activationTitle(name, words))
    .join(", ");

/** @param {string} name @param {Words} words */
function activationTitle(name, { catalog, titled }) {
  const found = catalog?.activations.find((entry) => entry.name === name);
  return found ? titled(found.title) : name;
}

/**
 * Where nothing but activations differ, in more than one layer.
 * @param {LayerSpec[]} before @param {LayerSpec[]} after @param {Words} words
 */
function activationChange(before, after, words) {
  const changes = layerChanges(before, after);
  const only = changes.every((one) => one.what === "changed" && one.setting === "activation");
  if (!only || changes.length < 2) return null;
  return { from: activationsText(before, words), to: activationsText(after, words) };
}

/** The title of the preset that these layers are. @param {LayerSpec[]} layers @param {Words} words */
function presetOf(layers, { catalog, titled }) {
  const wanted = JSON.stringify(layers);
  const found = catalog?.presets?.find(
    ({ experiment }) => JSON.stringify(experiment.network.layers) === wanted,
  );
  return found ? titled(found.title) : null;
}

/** @param {string} kind @param {Words} words */
function kindTitle(kind, { catalog, titled }) {
  const found = catalog?.layers.find((entry) => entry.kind === kind);
  return found ? titled(found.title) : kind;
}

/** @param {LayerSpec[]} layers @param {number} at @param {Words} words */
const nameAt = (layers, at, { t }) =>
  layerNames(
    layers.map(({ kind }) => kind),
    t,
  )[at];

/** @param {LayerSpec} layer @param {string} setting @param {Words} words */
function settingTitle({ kind }, setting, { catalog, titled }) {
  const found = catalog?.layers
    .find((entry) => entry.kind === kind)
    ?.settings.find(({ name }) => name === setting);
  return found ? titled(found.title) : setting;
}

/** @param {unknown} value @param {Words} words */
const valueText = (value, words) =>
  typeof value === "number" ? formatQuantity(value, 4) : activationTitle(String(value), words);

/** @param {LayerChange} change @param {LayerSpec[]} before @param {LayerSpec[]} after @param {Words} words */
function changeText(change, before, after, words) {
  const { t } = words;
  const { what, at } = change;
  // What is new has no name yet that others would know: it is called by its kind.
  if (what === "added") return t("time.layer.added", { layer: kindTitle(after[at].kind, words) });
  const layer = nameAt(before, at, words);
  if (what !== "changed") return t(`time.layer.${what}`, { layer });
  return t("time.layer.changed", {
    layer,
    title: settingTitle(before[at], change.setting, words),
    from: valueText(change.before, words),
    to: valueText(change.after, words),
  });
}

/**
 * @param {LayerChange} change @param {LayerSpec[]} before @param {LayerSpec[]} after
 * @param {"before" | "after"} side @param {Words} words
 */
function sideOf(change, before, after, side, words) {
  const { t } = words;
  const { what, at } = change;
  if (what === "changed") {
    return t("time.layer.setting", {
      layer: nameAt(before, at, words),
      title: settingTitle(before[at], change.setting, words),
      value: valueText(change[side], words),
    });
  }
  if (what === "moved") return nameAt(before, at, words);
  const list = what === "added" ? after : before;
  const there = (what === "added") === (side === "after");
  const layer = what === "added" ? kindTitle(list[at].kind, words) : nameAt(list, at, words);
  return t(there ? "time.layer.with" : "time.layer.without", { layer });
}
