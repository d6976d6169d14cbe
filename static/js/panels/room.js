/** The room in the header: its code, who is there, and to whom control is lent. */
import { takeBack } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { link, people, room, run } from "../store.js";
import { openRoom } from "./room-dialog.js";

/** That control is lent, to whoever lent it and to whom it was. */
function Lent() {
  const number = people.value.borrower;
  if (room.value.control) {
    return html`<button class="button lent" type="button" title=${t("viewer.lent")}
      onClick=${takeBack}><${Icon} name="hand" />${t("viewer.giveBack")}</button>`;
  }
  if (number === null) return null;
  const name = t("people.takeBackFrom", { number });
  return html`<button class="button lent" type="button" aria-label=${name} title=${name}
    onClick=${takeBack}><${Icon} name="hand" /><b>${number}</b>
    <span class="wide">${t("people.takeBack")}</span></button>`;
}

export function RoomButton() {
  const { code } = room.value;
  const count = run.value?.viewers ?? 0;
  const watching = t("room.people", { count });
  return html`<div class="room">
    <${Lent} />
    <button class="button room-button" type="button" aria-haspopup="dialog"
      title=${t("room.open")} onClick=${openRoom}>
      <i class=${`lamp ${link.value.status}`}></i>
      <span class="sr-only">${`${t("room.label", { code })}, ${watching}`}</span>
      <b class="code" aria-hidden="true">${code}</b>
      <span class="count" aria-hidden="true"><${Icon} name="people" />${count}</span>
    </button>
  </div>`;
}
