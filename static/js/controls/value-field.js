/** @typedef {import("../types.js").Setting} Setting */
import { formatSetting, parseSetting } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { TypedValue } from "./typed-value.js";

/**
 * The exact value of a setting, to be read and typed over.
 * @param {{ setting: Setting, label: string, value: unknown,
 *   onChange: (value: unknown) => void }} _
 */
export function ValueField({ setting, label, value, onChange }) {
  return html`<${TypedValue} label=${label} text=${formatSetting(setting, value)}
    placeholder=${setting.nullable ? t("setting.off") : ""}
    onTyped=${(/** @type {string} */ typed) => onChange(parseSetting(setting, typed))} />`;
}
