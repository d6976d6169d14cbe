/** What a unit reads: each activation times its weight, the bias, and their sum z. */
import { useState } from "preact/hooks";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { select, selected } from "../../pointing.js";
import { layout } from "../../store.js";
import { inputOf, parameterAt, sameTarget } from "../../target.js";
import { familyOf } from "./families/registry.js";
import { knownOf } from "./known.js";
import { Num, strongestOf, sumOf } from "./number.js";
import { NeuronLink, walkRows } from "./walk.js";
import { Weight } from "./weight.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../types.js").InspectedInput} InspectedInput */
/** @typedef {import("../../types.js").InspectedParameter} InspectedParameter */

const FEW = 8;

/** Where a number comes from. @param {{ all: Inspection, one: InspectedInput }} _ */
function Source({ all, one: { unit } }) {
  if (unit === null) return html`<span class="bias">${t("inspector.outside")}</span>`;
  return html`<${NeuronLink} layer=${all.target.layer - 1} unit=${unit} back />`;
}

/**
 * A weight or a bias; what is learned can be opened.
 * @param {{ all: Inspection, input: number | null, one: InspectedParameter, open: boolean }} _
 */
function Factor({ all, input, one, open }) {
  if (one.parameter === null) return html`<${Num} value=${one.weight} name="weight" />`;
  const words = input === null ? "inspector.bias.open" : "inspector.weight.open";
  return html`<button class="weight" type="button" aria-expanded=${open}
    onClick=${() => select(parameterAt(all.target.layer, all.target.unit, input))}><span aria-hidden="true"><${Num}
      value=${one.weight} name="weight" /></span><span class="sr-only">${t(words, { value: one.weight })}</span></button>`;
}

/** @param {{ all: Inspection, input: number | null, open: boolean, one: InspectedParameter }} _ */
const Detail = ({ all, input, open, one }) =>
  open &&
  html`<tr class="detail"><td colspan="4"><${Weight} all=${all} input=${input} one=${one} /></td></tr>`;

/** Whether this weight, or the bias, is the one that is looked at. @param {Inspection} all @param {number | null} input */
const isOpen = ({ target: { layer, unit } }, input) =>
  sameTarget(parameterAt(layer, unit, input), selected.value);

/** @param {{ all: Inspection, one: InspectedInput, known: boolean }} _ */
function Row({ all, one, known }) {
  const open = one.parameter !== null && isOpen(all, one.number);
  const { weighs, wins } = familyOf(all.target.layer);
  const won = known && wins(one);
  return html`<tr class=${[open ? "open" : "", won ? "won" : ""].join(" ")}>
      <th scope="row"><${Source} all=${all} one=${one} /></th>
      <td>${won && html`<span class="winner">${t("inspector.wins")}</span> `}<${Num}
        value=${known ? one.activation : null} name=${weighs ? undefined : "read"} /></td>
      ${
        weighs &&
        html`<td><${Factor} all=${all} input=${one.number} one=${one} open=${open} /></td>
        <td><${Num} value=${known ? one.product : null} name="product" /></td>`
      }
    </tr>
    <${Detail} all=${all} input=${one.number} open=${open} one=${one} />`;
}

/** @param {{ all: Inspection, one: InspectedParameter }} _ */
function BiasRow({ all, one }) {
  const open = isOpen(all, null);
  const { bias } = familyOf(all.target.layer).letters;
  return html`<tr class=${open ? "open" : ""}>
      <th scope="row"><span class="bias">${t("inspector.biasOf", { letter: bias })}</span></th>
      <td></td>
      <td><${Factor} all=${all} input=${null} one=${one} open=${open} /></td>
      <td><${Num} value=${one.weight} name="bias" /></td>
    </tr>
    <${Detail} all=${all} input=${null} open=${open} one=${one} />`;
}

/** What a unit does, in words. @param {{ all: Inspection }} _ */
function Says({ all }) {
  const { says } = familyOf(all.target.layer);
  const settings = layout.value?.layers[all.target.layer]?.settings ?? {};
  const percent = Math.round(100 * (settings.rate ?? 0));
  return says && html`<p class="fine">${t(says, { percent })}</p>`;
}

/** @param {{ all: Inspection }} _ */
export function Inputs({ all }) {
  const [whole, showWhole] = useState(false);
  const known = knownOf(all);
  const family = familyOf(all.target.layer);
  const { inputs, rest } = all;
  const chosen = selected.value ? inputOf(selected.value) : null;
  const strong = new Set(
    strongestOf(inputs, FEW, (one) => (known.inputs && family.weighs ? one.product : one.weight)),
  );
  const rows = whole ? inputs : inputs.filter((one) => strong.has(one) || one.number === chosen);
  const products = [...inputs, ...(rest ? [rest] : [])].map(({ product }) => product);
  const worked = {
    sum: known.inputs ? sumOf(products) : null,
    bias: all.bias?.weight ?? null,
    z: known.activation ? all.z : null,
    count: inputs.length + (rest?.count ?? 0),
  };
  return html`<section class="inputs">
    <h3>${t("inspector.reads")}</h3>
    <${Says} all=${all} />
    <table onKeyDown=${walkRows}>
      <thead><tr><th scope="col">${t("inspector.from")}</th><th scope="col">a</th>
        ${family.weighs && html`<th scope="col">× w</th><th scope="col">= w·a</th>`}</tr></thead>
      <tbody>
        ${rows.map((one) => html`<${Row} key=${one.number} all=${all} one=${one} known=${known.inputs} />`)}
        ${rest && html`<${Rest} rest=${rest} known=${known.inputs} />`}
        ${all.bias && html`<${BiasRow} key="bias" all=${all} one=${all.bias} />`}
      </tbody>
    </table>
    ${
      inputs.length > FEW &&
      html`<button class="text-button" type="button" aria-expanded=${whole}
        onClick=${() => showWhole(!whole)}>
        ${whole ? t("inspector.fewer", { count: FEW }) : t(rest ? "inspector.strongest" : "inspector.all", { count: inputs.length })}</button>`
    }
    ${known.inputs && html`<p class="formula">${family.formula(worked)}</p>`}
    ${known.activation && family.passed?.(all)}
  </section>`;
}

/** What all others come to that are not told one by one. @param {{ rest: import("../../types.js").Rest, known: boolean }} _ */
export const Rest = ({ rest, known }) => html`<tr key="rest" class="rest">
  <th scope="row" colspan="3"><span class="bias">${t("inspector.rest", { count: rest.count })}</span></th>
  <td><${Num} value=${known ? rest.product : null} name="rest" /></td></tr>`;
