/** The pictures that the class has drawn to learn from. */

import { classCount, drawings, removeDrawing, removeDrawings } from "../corrections/drawings.js";
import { shortened } from "../corrections/link.js";
import { takeHome } from "../corrections/take-home.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { catalog, data, dataset } from "../store.js";
import { SmallPicture } from "./small-picture.js";

export function Drawings() {
  const list = drawings.value;
  const { classes, shape } = data.value ?? {};
  const most = catalog.value?.limits.drawings ?? 0;
  // While another dataset is on its way its classes and shape are not these.
  if (!classes || !shape || !dataset.value) return null;
  return html`<div class="drawings">
    ${classCount.value < 2 && html`<p class="fine" role="status">${t("drawings.help")}</p>`}
    ${
      list.length > 0 &&
      html`<ul class="drawn" aria-label=${t("drawings.list")}>${list.map(
        ({ pixels, label }, i) => html`<li key=${`${i} ${pixels}`}>
          <button type="button" class="picture"
            aria-label=${t("drawings.remove", { name: classes[label ?? 0] })}
            title=${t("drawings.remove", { name: classes[label ?? 0] })}
            onClick=${() => removeDrawing(i)}><${SmallPicture} pixels=${pixels} shape=${shape} />
            <span aria-hidden="true">${classes[label ?? 0]}</span></button></li>`,
      )}</ul>`
    }
    <p>${t("drawings.count", { count: list.length })} / ${most}</p>
    <div class="row"><button class="text-button" type="button" disabled=${list.length === 0}
        onClick=${() => takeHome(list, classes, shape, "drawings")}>${t("corrections.export")}</button>
      <button class="text-button" type="button" disabled=${list.length === 0}
        onClick=${removeDrawings}>${t("points.clear")}</button></div>
    ${shortened.value && html`<p class="fine">${t("corrections.link")}</p>`}
  </div>`;
}
