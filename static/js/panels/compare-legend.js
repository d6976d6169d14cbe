/** Which line is which run's. */
import { comparing } from "../compare/beside.js";
import { html } from "../html.js";
import { t } from "../i18n.js";

const LINES = /** @type {const} */ (["a-train", "a-test", "b-train", "b-test"]);

export function CompareLegend() {
  if (!comparing.value) return null;
  return html`<ul class="compare-legend" aria-label=${t("time.legend")}>
    ${LINES.map(
      (line) => html`<li key=${line}><svg class=${line} viewBox="0 0 26 8" aria-hidden="true">
        <line x1="0" y1="4" x2="26" y2="4" /></svg>
        ${t(`compare.${line[0]}`)} ${t(`metric.${line.slice(2)}`)}</li>`,
    )}
  </ul>`;
}
