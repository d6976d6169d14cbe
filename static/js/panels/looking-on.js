import { html } from "../html.js";
import { t } from "../i18n.js";
import { fork } from "../roles.js";
import { room } from "../store.js";

/** What a viewer has in place of the run's controls. */
export function LookingOn() {
  const { code, number } = room.value;
  return html`<div class="looking-on">
    <span>${t("viewer.you", { number })}</span>
    <button class="button copy-run" type="button" title=${t("viewer.copy.help")}
      onClick=${() => fork(code)}>${t("viewer.copy")}</button>
  </div>`;
}
