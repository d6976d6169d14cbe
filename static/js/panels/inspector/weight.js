/** One weight or bias: its gradient, its latest update, the check, and editing. */

import { formatExact } from "../../exact.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { layout, mayCommand } from "../../store.js";
import { updateOf } from "../../updates.js";
import { Check } from "./check.js";
import { Editor } from "./editor.js";
import { familyOf } from "./families/registry.js";
import { knownOf } from "./known.js";
import { Num } from "./number.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../types.js").InspectedInput} InspectedInput */
/** @typedef {import("../../types.js").InspectedParameter} InspectedParameter */

const ROUNDING = 2e-6; // of float32, relative, over the few operations of an update

/** How the gradient of this sample is made. @param {{ all: Inspection, input: number | null, one: InspectedParameter | InspectedInput }} _ */
function Made({ all, input, one }) {
  const { gathered } = familyOf(all.target.layer);
  if (gathered)
    return html`<small>${t(input === null ? "inspector.gathered.bias" : gathered)}</small>`;
  return html`<small>${"activation" in one ? "a · δ" : "δ"} = ${
    "activation" in one ? html`<${Num} value=${one.activation} /> · ` : ""
  }<${Num} value=${all.delta} /></small>`;
}

/** @param {{ all: Inspection, input: number | null, one: InspectedParameter }} _ */
function Gradient({ all, input, one }) {
  return html`<dl class="numbers">
    <div><dt>${t("inspector.gradient.sample")}<${Made} all=${all} input=${input} one=${one} /></dt>
      <dd><${Num} value=${one.sample_gradient} name="sample-gradient" digits=${4} /></dd></div>
    <div class="delta"><dt>${t("inspector.gradient.batch")}<small>${t("inspector.gradient.applied", { count: all.batch_size })}</small></dt>
      <dd><b><${Num} value=${one.gradient} name="gradient" digits=${4} /></b></dd></div>
  </dl>`;
}

/** @param {{ all: Inspection, one: InspectedParameter }} _ */
function Update({ all, one }) {
  const made = updateOf(all, one);
  const now = one.parameter;
  if (!made || now === null || one.before === null) return null;
  const off = Math.abs(made.after - now);
  if (!(off <= ROUNDING * Math.max(1e-3, Math.abs(one.before), Math.abs(now)))) {
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
    <p class="formula">= <b><${Num} value=${now} name="after" exact /></b></p>
  </div>`;
}

/** Whom else an edit, an update or a check is about. @param {{ all: Inspection }} _ */
function Shared({ all: { target } }) {
  const layer = layout.value?.layers[target.layer];
  if (!layer || !familyOf(target.layer).shared(layer)) return null;
  const count = layer.units / layer.shape[0];
  const map = Math.floor(target.unit / count) + 1;
  return html`<p class="fine shared">${t("inspector.shared", { count, map })}</p>`;
}

/** @param {{ all: Inspection, input: number | null, one: InspectedParameter }} _ */
export function Weight({ all, input, one }) {
  const known = knownOf(all);
  const parameter = { ...all.target, input };
  const { letters } = familyOf(all.target.layer);
  const value = one.parameter;
  return html`<div class="parameter">
    <p class="exact"><i>${input === null ? letters.bias : letters.weight}</i> = <b data-number="value">${formatExact(value)}</b></p>
    <${Shared} all=${all} />
    ${mayCommand.value && html`<${Editor} key=${JSON.stringify(parameter)} parameter=${parameter} value=${value} />`}
    ${
      known.gradient
        ? html`<${Gradient} all=${all} input=${input} one=${one} />`
        : html`<p class="later">${t("inspector.later.gradient")}</p>`
    }
    ${known.update && html`<${Update} all=${all} one=${one} />`}
    <${Check} parameter=${parameter} step=${all.step} one=${one} />
  </div>`;
}
