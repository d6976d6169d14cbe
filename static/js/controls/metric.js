/** @typedef {import("preact").VNode} VNode */
import { groupDigits } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";

/**
 * A live number with its name. The text stays plain; groups of digits are set apart by space.
 * @param {{ name: string, value: number, format: (value: number) => string, label?: string,
 *   quiet?: boolean }} _
 */
export function Metric({ name, value, format, label, quiet }) {
  const groups = groupDigits(format(value));
  return html`<div class=${quiet ? "metric quiet" : "metric"}>
    <b data-metric=${name} data-value=${String(value)}>${
      groups.length > 1
        ? groups.map((digits) => html`<span class="digits">${digits}</span>`)
        : groups[0]
    }</b>
    <span>${label ?? t(`metric.${name}`)}</span>
  </div>`;
}
