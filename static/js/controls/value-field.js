/** @typedef {import("../types.js").Setting} Setting */
import { formatSetting, parseSetting } from "../format.js";
import { fieldValue, html } from "../html.js";
import { t } from "../i18n.js";

/**
 * The exact value of a number, to be read and typed over.
 * @param {{ setting: Setting, label: string, value: unknown,
 *   onChange: (value: unknown) => void }} _
 */
export function ValueField({ setting, label, value, onChange }) {
  const text = formatSetting(setting, value);
  /** @param {Event} event */
  const change = (event) => {
    const typed = fieldValue(event);
    if (typed !== text) onChange(parseSetting(setting, typed));
  };
  return html`<input class="value" type="text" inputmode="decimal" autocomplete="off"
    aria-label=${label} placeholder=${setting.nullable ? t("setting.off") : ""}
    value=${text} onChange=${change} />`;
}
