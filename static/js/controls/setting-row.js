/** @typedef {import("../types.js").Setting} Setting */
import { useMemo } from "preact/hooks";
import { titleOf } from "../catalog.js";
import { edit } from "../commands.js";
import { valueAt, withPath } from "../experiment.js";
import { formatSetting } from "../format.js";
import { fieldValue, html } from "../html.js";
import { t, titled } from "../i18n.js";
import { catalog, shown } from "../store.js";
import { Choice } from "./choice.js";
import { Resets } from "./resets.js";
import { nearestStop, stopsOf } from "./stops.js";
import { ValueField } from "./value-field.js";

const WIDEST_SLIDER = 200_000; // beyond this an integer, such as a seed, is typed

/** One setting of the catalog, by its path in the experiment. @param {{ setting: Setting }} _ */
export function SettingRow({ setting }) {
  const path = /** @type {string} */ (setting.path);
  /** @param {unknown} next @param {boolean} [soon] */
  const change = (next, soon) => edit((whole) => withPath(whole, path, next), { soon });
  return html`<${SettingControl} setting=${setting} value=${valueAt(shown.value, path)}
    change=${change} />`;
}

/**
 * The control that suits a setting's type.
 * @param {{ setting: Setting, value: unknown, change: (value: unknown, soon?: boolean) => void }} _
 *   soon: one of many changes in a row
 */
export function SettingControl({ setting, value, change }) {
  if (setting.type === "choice") return ChoiceRow({ setting, value, change });
  const slides = !setting.nullable && (setting.maximum ?? Infinity) <= WIDEST_SLIDER;
  return html`<${slides ? SliderRow : FieldRow} setting=${setting} value=${value} change=${change} />`;
}

/** @param {{ setting: Setting, value: unknown, change: (value: unknown) => void }} _ */
function ChoiceRow({ setting, value, change }) {
  const titles = [...(catalog.value?.initializers ?? []), ...(catalog.value?.activations ?? [])];
  const options = (setting.choices ?? []).map((name) => ({ name, title: titleOf(titles, name) }));
  return html`<${Choice} label=${titled(setting.title)} value=${value} options=${options}
    effect=${setting.effect} onChange=${change} />`;
}

/** @param {{ setting: Setting, value: unknown, change: (value: unknown) => void }} _ */
function FieldRow({ setting, value, change }) {
  const title = titled(setting.title);
  return html`<div class="row">
    <span class="row-label">${title}<${Resets} effect=${setting.effect} /></span>
    <${ValueField} setting=${setting} label=${title} value=${value} onChange=${change} />
  </div>`;
}

/** @param {{ setting: Setting, value: number,
 *   change: (value: unknown, soon?: boolean) => void }} _ */
export function SliderRow({ setting, value, change }) {
  const stops = useMemo(() => stopsOf(setting), [setting]);
  const title = titled(setting.title);
  const position = nearestStop(stops, value);
  /** @param {Event} event */
  const slide = (event) => change(stops[Number(fieldValue(event))], true);
  return html`<div class="row row-slider">
    <span class="row-label">${title}<${Resets} effect=${setting.effect} /></span>
    <${ValueField} setting=${setting} label=${t("setting.exact", { name: title })} value=${value}
      onChange=${change} />
    <input type="range" min="0" max=${stops.length - 1} step="1" value=${position}
      aria-label=${title} aria-valuetext=${formatSetting(setting, value)}
      ref=${fill(position / (stops.length - 1))} onInput=${slide} />
  </div>`;
}

/** The filled share of a slider's track, for the stylesheet. @param {number} share */
export const fill = (share) => (/** @type {HTMLInputElement | null} */ slider) =>
  slider?.style.setProperty("--share", String(share));
