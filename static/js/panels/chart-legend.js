/** Which line is which branch, and its value at the step that is looked at. */

import { formatOf } from "../charts/loss-chart.js";
import { curves, lossEra } from "../charts/losses.js";
import { lineOf, valueAtStep } from "../charts/series.js";
import { Swatch } from "../controls/swatch.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { shownBesides } from "../timeline/shown.js";
import { nameOf } from "../timeline/words.js";

/** @typedef {import("../charts/series.js").Measure} Measure */

/** @param {number} id @param {number} step @param {Measure} measure */
function reached(id, step, measure) {
  const history = lossEra.value >= 0 ? curves.of(id) : null;
  if (!history) return "";
  const { steps, values } = lineOf(history, measure);
  // Beyond its end a branch says where it has come to.
  const at = Math.min(step, steps.at(-1) ?? -1);
  return formatOf(measure)(valueAtStep(steps, values, at));
}

/** @param {{ at: number | undefined, measure: Measure }} _  at: the step under the pointer */
export function ChartLegend({ at, measure }) {
  if (!shownBesides.value.length) return null;
  const step = at ?? numbers.value.step;
  return html`<ul class="chart-legend" aria-label=${t("time.legend")}>
    ${shownBesides.value.map(
      (branch) => html`<li key=${branch.id}><${Swatch} branch=${branch.id} />
        <span class="chart-legend-name" title=${nameOf(branch)}>${nameOf(branch)}</span>
        <b>${reached(branch.id, step, measure)}</b></li>`,
    )}
  </ul>`;
}
