/** One weight or bias: its gradient, its latest update, the check, and editing. */

import { formatExact } from "../../exact.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { mayCommand } from "../../store.js";
import { updateOf } from "../../updates.js";
import { Check } from "./check.js";
import { Editor } from "./editor.js";
import { knownOf } from "./known.js";
import { Num } from "./number.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../types.js").InspectedParameter} InspectedParameter */

const ROUNDING = 2e-6; // of float32, relative, over the few operations of an update

/** @param {{ all: Inspection, input: number | null, one: InspectedParameter }} _ */
function Gradient({ all, input, one }) {
  const entry = input === null ? null : all.inputs[input];
  return html`<dl class="numbers">
    <div><dt>${t("inspector.gradient.sample")}<small>${entry ? "a · δ" : "δ"} = ${
      entry ? html`<${Num} value=${entry.activation} /> · ` : ""
    }<${Num} value=${all.delta} /></small></dt>
      <dd><${Num} value=${one.sample_gradient} name="sample-gradient" digits=${4} /></dd></div>
    <div class="delta"><dt>${t("inspector.gradient.batch")}<small>${t("inspector.gradient.applied", { count: all.batch_size })}</small></dt>
      <dd><b><${Num} value=${one.gradient} name="gradient" digits=${4} /></b></dd></div>
  </dl>`;
}

/** @param {{ all: Inspection, one: InspectedParameter }} _ */
function Update({ all, one }) {
  const made = updateOf(all, one);
  if (!made || one.weight === null || one.before === null) return null;
  const off = Math.abs(made.after - one.weight);
  if (!(off <= ROUNDING * Math.max(1e-3, Math.abs(one.before), Math.abs(one.weight)))) {
    return html`<p class="later">${t("inspector.update.byHand")}</p>`;
  }
  const terms = [
    { symbol: "w", value: one.before },
    { symbol: "η", value: all.learning_rate },
    { symbol: "g", value: one.gradient },
    ...made.terms,
  ];
  return html`<div class="update">
    <p class="formula">${t("inspector.update")}: <i>w</i> ← ${made.formula}</p>
    <p class="terms">${terms.map(
      ({
        symbol,
        value,
      }) => html`<span key=${symbol}><i>${symbol}</i> = <${Num} value=${value} digits=${4}
        name=${symbol === "w" ? "before" : undefined} /></span>`,
    )}</p>
    <p class="formula">= <b><${Num} value=${one.weight} name="after" exact /></b></p>
  </div>`;
}

/** @param {{ all: Inspection, input: number | null, one: InspectedParameter }} _ */
export function Weight({ all, input, one }) {
  const known = knownOf(all);
  const parameter = { ...all.target, input };
  return html`<div class="parameter">
    <p class="exact"><i>${input === null ? "b" : "w"}</i> = <b data-number="value">${formatExact(one.weight)}</b></p>
    ${mayCommand.value && html`<${Editor} key=${JSON.stringify(parameter)} parameter=${parameter} value=${one.weight} />`}
    ${
      known.gradient
        ? html`<${Gradient} all=${all} input=${input} one=${one} />`
        : html`<p class="later">${t("inspector.later.gradient")}</p>`
    }
    ${known.update && html`<${Update} all=${all} one=${one} />`}
    <${Check} parameter=${parameter} step=${all.step} one=${one} />
  </div>`;
}
