/** @typedef {import("../experiment.js").Penalty} Penalty */
import { settingAt } from "../catalog.js";
import { edit } from "../commands.js";
import { Choice } from "../controls/choice.js";
import { SliderRow } from "../controls/setting-row.js";
import { penaltyOf, withPenalty } from "../experiment.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { catalog, shown } from "../store.js";

const FIRST_RATE = 0.001;

/** No, L1 or L2 regularisation, and how strong. */
export function PenaltyRows() {
  const setting = catalog.value && settingAt(catalog.value, "training.l2");
  if (!setting || !shown.value) return null;
  const penalty = penaltyOf(shown.value);
  const { l1, l2 } = shown.value.training;
  const rate = Math.max(l1, l2) || FIRST_RATE;
  /** @type {Penalty[]} */
  const choices = ["none", "l1", "l2", "both"];
  const options = choices.map((name) => ({ name, title: t(`training.penalty.${name}`) }));
  const title = { en: t("training.rate"), "zh-CN": t("training.rate") };
  /** @param {number} value @param {boolean} [soon] */
  const change = (value, soon) => edit((whole) => withPenalty(whole, penalty, value), { soon });
  return html`<${Choice} label=${t("training.penalty")} value=${penalty} options=${options}
      onChange=${(/** @type {Penalty} */ name) => edit((whole) => withPenalty(whole, name, rate))} />
    ${
      penalty !== "none" &&
      html`<${SliderRow} setting=${{ ...setting, title }} value=${rate} change=${change} />`
    }`;
}
