/** How well boxes fit, on the samples of one split. */
import { Metric } from "../controls/metric.js";
import { formatPercent } from "../format.js";
import { html } from "../html.js";

/**
 * @param {{ name: string, at: 0 | 1, picture: import("../picture.js").Picture | null,
 *   label?: string }} _  at: 0 for training, 1 for test samples
 */
export function Overlap({ name, at, picture, label }) {
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const shares = picture?.tensor("iou", last);
  return html`<${Metric} name=${name} value=${shares?.[at] ?? Number.NaN} format=${formatPercent}
    label=${label} />`;
}
