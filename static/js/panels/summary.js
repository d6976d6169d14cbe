/** The network in one sentence, for those who do not see it. */
/** @typedef {import("../types.js").Layout} Layout */
import { language, t } from "../i18n.js";
import { layerName } from "../names.js";
import { mapsOf } from "../network/shapes.js";

/** @param {Layout | null} layout */
export function summary(layout) {
  if (!layout) return "";
  const [input, output] = [layout.layers[0], layout.layers.at(-1)];
  return t("stage.summary", {
    inputs: inputs(input.shape ?? [input.units]),
    hidden: hidden(layout),
    outputs: t("layers.outputs", { count: output?.units }),
  });
}

/** @param {number[]} shape */
function inputs(shape) {
  const maps = mapsOf(shape);
  if (!maps) return t("layers.inputs", { count: shape[0] });
  return t("network.reads.image", { height: maps[1], width: maps[2] });
}

/** @param {Layout} layout */
function hidden(layout) {
  const inner = layout.layers.slice(1, -1);
  if (!inner.length) return t("stage.noHidden");
  const list = new Intl.ListFormat(language.value, { type: "conjunction" });
  const count = inner.length;
  if (inner.every(({ kind }) => kind === "dense")) {
    return t("stage.hiddenOf", { count, sizes: list.format(inner.map(({ units }) => `${units}`)) });
  }
  const layers = inner.map(({ index, shape, units }) => {
    const layer = layerName(layout, index);
    if (shape.length !== 3) return t("stage.summary.row", { layer, count: units });
    const [channels, height, width] = shape;
    return t("stage.summary.maps", { layer, count: channels, height, width });
  });
  return t("stage.summary.layers", { count, layers: list.format(layers) });
}
