/** What has no weights: of a window the largest or the mean goes on, else what is read itself. */
import { formatQuantity } from "../../../format.js";
import { html } from "../../../html.js";
import { t } from "../../../i18n.js";
import { data } from "../../../store.js";
import { whoseOf } from "../../../story/names.js";
import { Num } from "../number.js";
import { DENSE } from "./dense.js";

/** @typedef {import("./family.js").Family} Family */
/** @typedef {import("./family.js").Worked} Worked */
/** @typedef {import("../../../types.js").Inspection} Inspection */

/** @param {Worked} _ */
const itself = ({ sum, z }) =>
  html`<i>z</i> = <i>a</i> = <${Num} value=${sum} name="sum" /> = <b><${Num} value=${z} name="z" digits=${4} /></b>`;

/** @type {Family} */
const PASSING = { ...DENSE, weighs: false, formula: itself, pictured: () => null };

/** For whom it was left out in the latest step. @param {Inspection} all */
function leftOut({ batch, sample }) {
  const { factors, zero, samples } = batch ?? {};
  if (!batch || !data.value || factors == null) return null;
  const whose = whoseOf(batch, { data: data.value, spotlight: sample, say: t });
  const one = factors === 0 ? "inspector.leftOut.yes" : "inspector.leftOut.no";
  const told = [
    t("inspector.leftOut", { zero, samples }),
    t(one, { whose, factor: formatQuantity(factors) }),
  ];
  return html`<p class="fine left-out">${told.join(" ")}</p>`;
}

/** @type {Family} */
export const FLATTEN = { ...PASSING, says: "inspector.says.flatten" };

/** @type {Family} */
export const DROPOUT = { ...PASSING, says: "inspector.says.dropout", passed: leftOut };

/** @type {Family} */
export const MAX_POOLING = {
  ...PASSING,
  says: "inspector.says.max_pool2d",
  wins: ({ weight }) => weight === 1,
  formula: ({ sum, z }) =>
    html`<i>z</i> = max <i>a</i> = <${Num} value=${sum} name="sum" /> = <b><${Num} value=${z} name="z" digits=${4} /></b>`,
};

/** @type {Family} */
export const AVERAGE_POOLING = {
  ...PASSING,
  says: "inspector.says.average_pool2d",
  formula: ({ sum, z, count }) => html`<i>z</i> = Σ <i>a</i> / ${count} = <${Num}
    value=${sum === null ? null : sum * count} name="sum" /> / ${count} = <b><${Num} value=${z} name="z" digits=${4} /></b>`,
};
