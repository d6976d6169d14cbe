import { fieldValue, html } from "../html.js";
import { Resets } from "./resets.js";

/**
 * A label and a list to choose from.
 * @param {{ label: string, value: string, options: { name: string, title: string }[],
 *   effect?: "live" | "reset", onChange: (name: string) => void }} _
 */
export function Choice({ label, value, options, effect = "live", onChange }) {
  return html`<label class="row">
    <span class="row-label">${label}<${Resets} effect=${effect} /></span>
    <select class="value" value=${value}
      onChange=${(/** @type {Event} */ event) => onChange(fieldValue(event))}>
      ${options.map(
        ({ name, title }) =>
          html`<option key=${name} value=${name} selected=${name === value}>${title}</option>`,
      )}
    </select>
  </label>`;
}
