/** Whom the neuron influences, and how much of the loss comes back from there: its delta. */
import { useState } from "preact/hooks";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { layout } from "../../store.js";
import { Rest } from "./inputs.js";
import { knownOf } from "./known.js";
import { Num, strongestOf, sumOf } from "./number.js";
import { NeuronLink, walkRows } from "./walk.js";

/** @typedef {import("../../types.js").Inspection} Inspection */

const FEW = 8;

/** Where a delta begins: at the loss. @param {{ all: Inspection, known: boolean }} _ */
function FromLoss({ all, known }) {
  const { output } = all;
  if (!output) return null;
  if (!known) return html`<p class="later">${t("inspector.later.backward")}</p>`;
  const plain = output.factor === 1;
  return html`<p class="formula"><i>δ</i> = ${plain || output.factor === null ? "" : html`<${Num} value=${output.factor} /> · `}${
    output.factor === null
      ? ""
      : html`(<i>a</i> − <i>y</i>) = ${plain ? "" : html`<${Num} value=${output.factor} /> · (`}<${Num}
        value=${output.prediction} /> − <${Num} value=${output.target} />${plain ? "" : ")"} = `
  }<b><${Num} value=${all.delta} name="delta" digits=${4} /></b></p>`;
}

/** @param {{ all: Inspection }} _ */
export function Backward({ all }) {
  const [whole, showWhole] = useState(false);
  const known = knownOf(all);
  const last = all.target.layer === (layout.value?.layers.length ?? 0) - 1;
  if (last) {
    return html`<section class="back"><h3>${t("inspector.blame")}</h3>
      <${FromLoss} all=${all} known=${known.delta} /></section>`;
  }
  const input = all.target.layer === 0;
  const strong = strongestOf(all.next, FEW, ({ weight }) => weight);
  const rest = all.next_rest;
  const sum = sumOf([...all.next, ...(rest ? [rest] : [])].map(({ product }) => product));
  return html`<section class="back">
    <h3>${t(input ? "inspector.leads" : "inspector.influences")}</h3>
    <table onKeyDown=${walkRows}>
      <thead><tr><th scope="col">${t("inspector.to")}</th><th scope="col">w</th>
        <th scope="col">× δ</th><th scope="col">= w·δ</th></tr></thead>
      <tbody>${(whole ? all.next : strong).map(
        ({ unit, weight, delta, product }) => html`<tr key=${unit}>
          <th scope="row"><${NeuronLink} layer=${all.target.layer + 1} unit=${unit} /></th>
          <td><${Num} value=${weight} /></td>
          <td class="delta"><${Num} value=${known.next ? delta : null} /></td>
          <td class="delta"><${Num} value=${known.next ? product : null} name="returned" /></td></tr>`,
      )}
      ${rest && html`<${Rest} rest=${rest} known=${known.next} />`}</tbody>
    </table>
    ${
      all.next.length > FEW &&
      html`<button class="text-button" type="button" aria-expanded=${whole}
        onClick=${() => showWhole(!whole)}>
        ${whole ? t("inspector.fewer", { count: FEW }) : t(rest ? "inspector.strongest" : "inspector.all", { count: all.next.length })}</button>`
    }
    ${
      !input &&
      (known.delta
        ? html`<p class="formula"><i>δ</i> = Σ <i>w·δ</i> · f′(<i>z</i>) = <${Num} value=${sum} /> · <${Num}
            value=${all.slope} /> = <b><${Num} value=${all.delta} name="delta" digits=${4} /></b></p>`
        : html`<p class="later">${t("inspector.later.backward")}</p>`)
    }
  </section>`;
}
