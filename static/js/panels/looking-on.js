import { html } from "../html.js";
import { t } from "../i18n.js";
import { fork } from "../roles.js";
import { playing, room } from "../store.js";

/** What a viewer has in place of the run's controls. */
export function LookingOn() {
  const { code, number } = room.value;
  return html`<div class="looking-on">
    <p><b>${t("viewer.you", { number })}</b>
      <span>${t(playing.value ? "viewer.playing" : "viewer.paused")}</span></p>
    <button class="button primary" type="button" title=${t("viewer.copy.help")}
      onClick=${() => fork(code)}>${t("viewer.copy")}</button>
  </div>`;
}
