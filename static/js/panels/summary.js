/** The network in one sentence, for those who do not see it. */
/** @typedef {import("../types.js").Layout} Layout */
import { language, t } from "../i18n.js";

/** @param {Layout | null} layout */
export function summary(layout) {
  if (!layout) return "";
  const sizes = layout.layers.map(({ units }) => units);
  const inner = sizes.slice(1, -1);
  const list = new Intl.ListFormat(language.value, { type: "conjunction" });
  return t("stage.summary", {
    inputs: t("layers.inputs", { count: sizes[0] }),
    hidden: inner.length
      ? t("stage.hiddenOf", { count: inner.length, sizes: list.format(inner.map(String)) })
      : t("stage.noHidden"),
    outputs: t("layers.outputs", { count: sizes.at(-1) }),
  });
}
