/** A unit of batch normalisation: centred and scaled by what was measured, then by γ and β. */
import { html } from "../../../html.js";
import { t } from "../../../i18n.js";
import { EPSILON } from "../../../story/families/normalisation.js";
import { Num } from "../number.js";
import { DENSE } from "./dense.js";

/** @typedef {import("./family.js").Family} Family */
/** @typedef {import("../../../types.js").Inspection} Inspection */

const ROWS = /** @type {const} */ ([
  ["mean", "μ"],
  ["variance", "σ²"],
]);

/** â = (a − μ) / √(σ² + ε). @param {{ all: Inspection }} _ */
function Normal({ all: { inputs, went_by } }) {
  const [read, { mean, variance }] = [inputs[0]?.activation ?? null, went_by];
  if (read === null || mean == null || variance == null) return null;
  const normal = (read - mean) / Math.sqrt(variance + EPSILON);
  return html`<p class="formula"><i>â</i> = (<i>a</i> − <i>μ</i>) / √(<i>σ²</i> + <i>ε</i>) = <b><${Num}
    value=${normal} name="normal" digits=${4} /></b></p>`;
}

/** What it is normalised by, here and in the mini-batch. @param {Inspection} all */
function passed(all) {
  return html`<${Normal} all=${all} />
    <table class="went-by"><thead><tr><td></td><th scope="col">${t("inspector.remembered")}</th>
      <th scope="col">${t("inspector.ofBatch")}</th></tr></thead>
    <tbody>${ROWS.map(
      ([role, letter]) => html`<tr key=${role}><th scope="row"><i>${letter}</i></th>
        <td><${Num} value=${all.went_by[role]} name=${role} digits=${4} /></td>
        <td><${Num} value=${all.batch?.[role]} name=${`batch-${role}`} digits=${4} /></td></tr>`,
    )}</tbody></table>`;
}

/** @type {Family} */
export const NORMALISATION = {
  ...DENSE,
  says: "inspector.says.batch_norm",
  letters: { weight: "γ", bias: "β" },
  shared: ({ shape }) => shape.length === 3,
  gathered: "inspector.gathered.batch_norm",
  pictured: () => null,
  nameOf: () => "γ",
  passed,
};
