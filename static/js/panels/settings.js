import { html } from "../html.js";
import { t } from "../i18n.js";
import { dataset, mayCommand } from "../store.js";
import { DataPanel } from "./data.js";
import { SampleChooser } from "./samples.js";
import { TrainingPanel } from "./training.js";

/** The left column; a viewer reads it and changes nothing but the sample on its own screen. */
export function Settings() {
  const looking = !mayCommand.value;
  return html`<aside class="settings" aria-label=${t("page.settings")}>
    ${looking && html`<p class="only">${t("viewer.only")}</p>`}
    <fieldset disabled=${looking}><${DataPanel} /></fieldset>
    ${dataset.value && dataset.value.view !== "plane" && html`<${SampleChooser} />`}
    <fieldset disabled=${looking}><${TrainingPanel} /></fieldset>
  </aside>`;
}
