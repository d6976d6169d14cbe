/** Other branches in the charts of the layers: which line is whose, and its number at a step. */
import { Swatch } from "../controls/swatch.js";
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { besidesOf, valueBy } from "../layers/beside.js";
import { besides } from "../layers/branches.js";
import { shownBesides } from "../timeline/shown.js";
import { nameOf } from "../timeline/words.js";

/** @typedef {import("../layers/beside.js").Beside} Beside */
/** @typedef {import("../layers/beside.js").Line} Line */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */

/** @param {number} id  of a branch */
function named(id) {
  const branch = shownBesides.value.find((shown) => shown.id === id);
  return branch ? nameOf(branch) : "";
}

/** @param {Beside} beside @param {Line} what @param {number} by  a step */
function said(beside, what, by) {
  const { value, step } = valueBy(beside, what, by);
  const facts = { name: named(beside.id), value: formatQuantity(value, 2), step };
  return t(step === null ? "layers.beside.none" : "layers.beside", facts);
}

/** What a screen reader says of the other lines of a chart. @param {Beside[]} all @param {Line} what @param {number} by */
export const besidesText = (all, what, by) =>
  all.map((beside) => t("layers.beside.also", { said: said(beside, what, by) })).join("");

/** Their numbers, below those of the present branch. @param {{ all: Beside[], what: Line, by: number }} _ */
export function BesideValues({ all, what, by }) {
  if (!all.length) return null;
  // The chart's own label says the same with the names.
  return html`<span class="beside-values" aria-hidden="true">${all.map(
    (
      beside,
    ) => html`<span key=${beside.id} data-branch=${beside.id} title=${said(beside, what, by)}>
      <${Swatch} branch=${beside.id} />${formatQuantity(valueBy(beside, what, by).value, 2)}</span>`,
  )}</span>`;
}

/** Where not every layer has one of its kind there. @param {number} id @param {LayoutLayer[]} layers */
function shared(id, layers) {
  const branch = besides.value.filter((known) => known.id === id);
  if (!branch.length) return "";
  const { length: count } = layers.filter((layer) => besidesOf(branch, layer).length);
  return count === layers.length ? "" : t("layers.beside.some", { count, all: layers.length });
}

/** @param {{ layers: LayoutLayer[] }} _  of the present branch */
export function LayersLegend({ layers }) {
  if (!shownBesides.value.length) return null;
  return html`<ul class="chart-legend" aria-label=${t("layers.beside.legend")}>
    ${shownBesides.value.map(
      (branch) => html`<li key=${branch.id}><${Swatch} branch=${branch.id} />
        <span class="chart-legend-name" title=${nameOf(branch)}>${nameOf(branch)}</span>
        <span>${shared(branch.id, layers)}</span></li>`,
    )}
  </ul>`;
}
