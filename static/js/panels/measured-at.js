import { formatCount } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";

/**
 * Of which step losses and accuracies are, where that is not the present one.
 * @param {{ header: import("../types.js").Header | null }} _
 */
export function MeasuredAt({ header }) {
  if (!header || header.measuredAt === header.step) return html`<span></span>`;
  return html`<span class="measured-at" title=${t("metric.measuredAt.help")}
    >${t("metric.measuredAt", { step: formatCount(header.measuredAt) })}</span>`;
}
