/** Whose units are crossed out on the drawing of a network. */
import { html } from "../html.js";
import { t } from "../i18n.js";
import { leftOutOf } from "../stage/left-out.js";
import { modeOf } from "../stage/motion.js";
import { data, run, spotlight } from "../store.js";
import { whoseOf } from "../story/names.js";

/** @param {{ network: import("../networks.js").Network }} _ */
export function LeftOutNote({ network }) {
  // It follows the numbers' slow rhythm.
  const picture = network.numbers.value && network.picture();
  if (!picture || !run.value || modeOf(run.value) !== "phases" || !data.value) return null;
  const found = leftOutOf(picture);
  if (!found) return null;
  const context = { data: data.value, say: t };
  const followed = spotlight.value ?? { split: "train", index: 0 };
  const whose = whoseOf(found, { ...context, spotlight: followed });
  return html`<span>${t("stage.leftOut", { whose })}</span>`;
}
