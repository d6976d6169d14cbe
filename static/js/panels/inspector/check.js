/** The gradient of a weight computed in two ways, and how well they agree. */

import { sameParameter } from "../../edits.js";
import { digitsAgreeing } from "../../exact.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { askForCheck, checked, checking } from "../../inspection.js";
import { Num } from "./number.js";

/** @typedef {import("../../types.js").CheckedMessage} CheckedMessage */
/** @typedef {import("../../types.js").InspectedParameter} InspectedParameter */
/** @typedef {import("../../commands.js").Parameter} Parameter */

const DIGITS = 10;

/** @param {{ found: CheckedMessage }} _ */
function Answer({ found }) {
  const { analytic, numerical } = found;
  const digits = analytic !== null && numerical !== null ? digitsAgreeing(analytic, numerical) : 0;
  const where = t(found.on === "batch" ? "check.on.batch" : "check.on.sample", {
    count: found.samples,
  });
  return html`<div class="checked" role="status">
    <dl class="numbers">
      <div><dt>${t("check.numerical")}<small>(L(w+h) − L(w−h)) / 2h</small></dt>
        <dd><${Num} value=${numerical} digits=${DIGITS} name="numerical" /></dd></div>
      <div><dt>${t("check.analytic")}<small>${t("check.backpropagation")}</small></dt>
        <dd><${Num} value=${analytic} digits=${DIGITS} name="analytic" /></dd></div>
    </dl>
    <p class=${digits >= 4 ? "agree" : "disagree"}>${t(digits >= 4 ? "check.agree" : "check.disagree", { count: digits })}</p>
    <p class="fine">${where}${found.at === "before" ? ` ${t("check.at.before")}` : ""}
      ${found.applied !== null ? ` ${t(found.clipped ? "check.applied.clipped" : "check.applied")} ` : ""}
      ${found.applied !== null ? html`<${Num} value=${found.applied} digits=${6} name="applied" />` : ""}</p>
  </div>`;
}

/** @param {{ parameter: Parameter, step: number, one: InspectedParameter }} _ */
export function Check({ parameter, step, one }) {
  const found = checked.value;
  // An answer about a value that the parameter no longer has, answers nothing.
  const current = found && [one.parameter, one.before].includes(found.value) && found.step === step;
  const mine = current && sameParameter(found.target, parameter);
  const busy = checking.value !== null && sameParameter(checking.value, parameter);
  return html`<div class="check">
    <button class="button small" type="button" disabled=${busy} title=${t("check.help")}
      onClick=${() => askForCheck(parameter)}>${t("check.button")}</button>
    ${mine ? html`<${Answer} found=${found} />` : html`<span class="fine">${t("check.help")}</span>`}
  </div>`;
}
