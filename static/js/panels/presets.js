/** Networks to choose from, where the catalog has some for the data. */
/** @typedef {import("../types.js").Preset} Preset */
import { edit } from "../commands.js";
import { html } from "../html.js";
import { t, titled } from "../i18n.js";
import { inForce, presetsFor, withPreset } from "../network/presets.js";
import { refused } from "../network/refused.js";
import { catalog, shown } from "../store.js";

/** @param {{ preset: Preset }} _ */
function PresetButton({ preset }) {
  const [title, description] = [titled(preset.title), titled(preset.description)];
  const choose = () => {
    refused.value = null;
    edit((whole) => withPreset(whole, preset));
  };
  return html`<button type="button" class="pill preset" title=${description}
    aria-pressed=${shown.value !== null && inForce(shown.value, preset)} onClick=${choose}>
    ${title}</button>`;
}

export function Presets() {
  const presets = presetsFor(catalog.value, shown.value?.dataset.name);
  if (!presets.length) return null;
  return html`<section class="presets">
    <h2>${t("network.presets")}</h2>
    <div class="pills" role="group" aria-label=${t("network.presets")}>
      ${presets.map((preset) => html`<${PresetButton} key=${preset.name} preset=${preset} />`)}
    </div>
  </section>`;
}
