import { html } from "../html.js";
import { t } from "../i18n.js";
import { alone, followPresenter } from "../pointing.js";
import { mayCommand } from "../store.js";

/** Tells a viewer who looks elsewhere than the presenter, and leads back. */
export function LookingAround() {
  if (!alone.value || mayCommand.value) return null;
  return html`<button class="around" type="button" onClick=${followPresenter}>
    <span class="around-title">${t("around.title")}</span> <b>${t("around.follow")}</b> <kbd>F</kbd></button>`;
}
