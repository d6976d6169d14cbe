/** What a neuron reads: each activation times its weight, the bias, and their sum z. */
import { useState } from "preact/hooks";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { select, selected } from "../../pointing.js";
import { inputOf, parameterAt, sameTarget } from "../../target.js";
import { knownOf } from "./known.js";
import { Num, strongestOf, sumOf } from "./number.js";
import { NeuronLink } from "./walk.js";
import { Weight } from "./weight.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../types.js").InspectedParameter} InspectedParameter */

const FEW = 8;

/** @param {{ all: Inspection, input: number | null, one: InspectedParameter, known: boolean }} _ */
function Row({ all, input, one, known }) {
  const target = parameterAt(all.target.layer, all.target.unit, input);
  const open = sameTarget(target, selected.value);
  const entry = input === null ? null : all.inputs[input];
  return html`<tr class=${open ? "open" : ""}>
      <th scope="row">${
        input === null
          ? html`<span class="bias">${t("inspector.bias")}</span>`
          : html`<${NeuronLink} layer=${all.target.layer - 1} unit=${input} back />`
      }</th>
      <td>${entry ? html`<${Num} value=${known ? entry.activation : null} />` : ""}</td>
      <td><button class="weight" type="button" aria-expanded=${open}
        onClick=${() => select(target)}><span aria-hidden="true"><${Num} value=${one.weight} name="weight" /></span>
        <span class="sr-only">${t(
          input === null ? "inspector.bias.open" : "inspector.weight.open",
          {
            value: one.weight,
          },
        )}</span></button></td>
      <td>${
        entry
          ? html`<${Num} value=${known ? entry.product : null} name="product" />`
          : html`<${Num} value=${one.weight} name="bias" />`
      }</td>
    </tr>
    ${open && html`<tr class="detail"><td colspan="4"><${Weight} all=${all} input=${input} one=${one} /></td></tr>`}`;
}

/** @param {{ all: Inspection }} _ */
export function Inputs({ all }) {
  const [whole, showWhole] = useState(false);
  const known = knownOf(all);
  const numbered = all.inputs.map((one, input) => ({ one, input }));
  const chosen = selected.value ? inputOf(selected.value) : null;
  const strong = new Set(
    strongestOf(numbered, FEW, ({ one }) => (known.inputs ? one.product : one.weight)),
  );
  const rows = whole
    ? numbered
    : numbered.filter((entry) => strong.has(entry) || entry.input === chosen);
  const sum = known.inputs ? sumOf(all.inputs.map(({ product }) => product)) : null;
  return html`<section class="inputs">
    <h3>${t("inspector.reads")}</h3>
    <table>
      <thead><tr><th scope="col">${t("inspector.from")}</th><th scope="col">a</th>
        <th scope="col">× w</th><th scope="col">= w·a</th></tr></thead>
      <tbody>
        ${rows.map(
          ({ one, input }) => html`<${Row} key=${input} all=${all} input=${input} one=${one}
            known=${known.inputs} />`,
        )}
        ${all.bias && html`<${Row} key="bias" all=${all} input=${null} one=${all.bias} known />`}
      </tbody>
    </table>
    ${
      numbered.length > FEW &&
      html`<button class="text-button" type="button" aria-expanded=${whole}
        onClick=${() => showWhole(!whole)}>
        ${whole ? t("inspector.fewer", { count: FEW }) : t("inspector.all", { count: numbered.length })}</button>`
    }
    ${
      known.inputs &&
      all.bias &&
      html`<p class="formula">
      <i>z</i> = Σ <i>w·a</i> + <i>b</i> = <${Num} value=${sum} name="sum" /> ${(all.bias.weight ?? 0) < 0 ? "−" : "+"}
      ${" "}<${Num} value=${Math.abs(all.bias.weight ?? 0)} /> = <b><${Num} value=${known.activation ? all.z : null} name="z" digits=${4} /></b></p>`
    }
  </section>`;
}
