/** To take home: pictures of the network, the losses and the layers. */
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { useBesides } from "../layers/branches.js";
import { shows } from "../subscription.js";
import { onWhite, saveLayers, saveLosses, saveNetwork } from "../take/pictures.js";
import { logarithmic as layersLogarithmic, stepAxis } from "./layers.js";
import { logarithmic } from "./loss.js";

/** @typedef {import("../take/pictures.js").Format} Format */

// The histograms of the layers are sent to whom they are shown.
const place = shows("statistics");

const FORMATS = /** @type {const} */ (["png", "svg"]);

/** @param {{ name: "network" | "losses" | "layers", onSave: (format: Format) => void }} _ */
function Formats({ name, onSave }) {
  return html`<p class="take-choices"><span class="take-what">${t(`take.${name}`)}</span>
    ${FORMATS.map((format) => {
      const label = format.toUpperCase();
      return html`<button class="button" type="button" key=${format}
        aria-label=${t(`take.${name}.as`, { format: label })} onClick=${() => onSave(format)}>
        <${Icon} name="save" />${label}</button>`;
    })}</p>`;
}

export function TakePictures() {
  useBesides();
  return html`<section class="take-pictures" ref=${place}>
    <h3>${t("take.pictures")}</h3>
    <p>${t("take.pictures.help")}</p>
    <${Formats} name="network" onSave=${saveNetwork} />
    <${Formats} name="losses"
      onSave=${(/** @type {Format} */ format) => saveLosses(format, logarithmic.value)} />
    <${Formats} name="layers"
      onSave=${(/** @type {Format} */ format) =>
        saveLayers(format, layersLogarithmic.value, stepAxis.value)} />
    <label class="toggle"><input type="checkbox" checked=${onWhite.value}
      onChange=${() => {
        onWhite.value = !onWhite.value;
      }} />${t("take.white")}</label>
  </section>`;
}
