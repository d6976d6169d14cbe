import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { drawer, projector, toggleDrawer } from "../screen.js";
import { dataset, mayCommand } from "../store.js";
import { Corrections } from "./corrections.js";
import { DataPanel } from "./data.js";
import { Offers } from "./offers.js";
import { Pad } from "./pad.js";
import { Presets } from "./presets.js";
import { SampleChooser } from "./samples.js";
import { TrainingPanel } from "./training.js";

/** On a projector the settings leave their place to the network, and come when they are wanted. */
function Handle() {
  const name = t(drawer.value ? "projector.settings.close" : "projector.settings");
  return html`<button class="button square handle" type="button" aria-label=${name} title=${name}
    aria-expanded=${drawer.value} onClick=${toggleDrawer}>
    <${Icon} name=${drawer.value ? "close" : "sliders"} /></button>`;
}

function Everything() {
  const looking = !mayCommand.value;
  return html`${looking && html`<p class="only">${t("viewer.only")}</p>`}
    <fieldset disabled=${looking}><${DataPanel} /><${Presets} /></fieldset>
    ${dataset.value && dataset.value.view !== "plane" && html`<${SampleChooser} />`}
    <${Pad} />
    <${Offers} />
    <${Corrections} />
    <fieldset disabled=${looking}><${TrainingPanel} /></fieldset>`;
}

/** The left column; a viewer reads it and changes nothing but the sample on its own screen. */
export function Settings() {
  const folded = projector.value && !drawer.value;
  return html`<aside class=${folded ? "settings folded" : "settings"} aria-label=${t("page.settings")}>
    ${projector.value && html`<${Handle} />`}
    ${!folded && html`<${Everything} />`}
  </aside>`;
}
