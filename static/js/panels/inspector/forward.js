/** The activation function at the neuron's z: its value a, and its slope. */
import { titleOf } from "../../catalog.js";
import { ActivationCurve } from "../../charts/activation-curve.js";
import { functionOf } from "../../detection.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { catalog, layout } from "../../store.js";
import { knownOf } from "./known.js";
import { Num } from "./number.js";

/** @typedef {import("../../types.js").Inspection} Inspection */

/** An output's answer beside what it should be. @param {{ all: Inspection }} _ */
function Outcome({ all }) {
  const { output } = all;
  if (!output) return null;
  return html`<dl class="numbers">
    <div><dt>${t("card.target")} <i>y</i></dt><dd><${Num} value=${output.target} name="target" digits=${4} /></dd></div>
    <div><dt>${t("inspector.loss")}</dt><dd><${Num} value=${output.value} name="loss" digits=${4} /></dd></div>
  </dl>`;
}

/** @param {{ all: Inspection }} _ */
export function Forward({ all }) {
  const found = layout.value?.layers[all.target.layer];
  const known = knownOf(all).activation;
  if (!found || !known) return html`<p class="later">${t("inspector.later.forward")}</p>`;
  if (found.kind === "input") {
    return html`<p class="formula"><i>x</i> = <b><${Num} value=${all.activation} name="activation" exact /></b></p>`;
  }
  if (found.activation === null) {
    return html`<p class="formula"><i>a</i> = <i>z</i> = <b><${Num} value=${all.activation} name="activation" digits=${4} /></b></p>`;
  }
  const link = functionOf(found, all.target.unit) ?? "linear";
  const title = link === "softmax" ? "softmax" : titleOf(catalog.value?.activations ?? [], link);
  const softmax = link === "softmax";
  return html`<section class="bend">
    <h3>${t("inspector.bends", { title })}</h3>
    <div class="curve-row">
      <${ActivationCurve} name=${link} z=${all.z} a=${all.activation} slope=${all.slope}
        label=${t("inspector.curve", { title })} />
      <dl class="numbers">
        <div><dt><i>z</i></dt><dd><${Num} value=${all.z} digits=${4} /></dd></div>
        <div><dt><i>a</i> = ${softmax ? html`e<sup>z</sup> / Σ e<sup>z</sup>` : html`f(<i>z</i>)`}</dt>
          <dd><b><${Num} value=${all.activation} name="activation" digits=${4} /></b></dd></div>
        ${
          all.slope !== null &&
          html`<div><dt>${t("inspector.slope")} f′(<i>z</i>)</dt>
          <dd><${Num} value=${all.slope} name="slope" digits=${4} /></dd></div>`
        }
      </dl>
    </div>
    <${Outcome} all=${all} />
  </section>`;
}
