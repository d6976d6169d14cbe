/** How others come in: a code to scan, an address to type, six letters, and how many are there. */
import { signal } from "@preact/signals";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { address, findAddress, joinAddress, qrPicture } from "../reach.js";
import { room, run } from "../store.js";

/** Whether the invitation fills the screen. */
const whole = signal(false);

export function showInvitation() {
  whole.value = true;
  findAddress();
}

export function toggleInvitation() {
  if (whole.value) whole.value = false;
  else showInvitation();
}

export function Invitation() {
  const { code } = room.value;
  const picture = qrPicture();
  return html`<div class=${picture ? "invitation" : "invitation local"}>
    ${picture && html`<img class="qr" src=${picture} alt=${t("invite.qr", { code })} />`}
    <div class="invite-words">
      ${
        address.value
          ? html`<p class="how">${t("invite.how")}</p>
              <p class="where">${joinAddress()}</p>`
          : html`<p class="how">${t("invite.local")}</p>
              <p class="where"><code>make run ARGS="--lan"</code></p>`
      }
      <p class="letters" aria-label=${t("room.label", { code })}>${code}</p>
      <p class="present"><${Icon} name="people" />
        ${t("room.people", { count: run.value?.viewers ?? 0 })}</p>
    </div>
  </div>`;
}

/** The same, for the last row. */
export function WholeInvitation() {
  return html`<${Dialog} open=${whole} kind="whole-invitation" label=${t("invite.title")}>
    <button class="button square" type="button" aria-label=${t("room.close")}
      title=${t("room.close")} onClick=${toggleInvitation}><${Icon} name="close" /></button>
    <${Invitation} />
  <//>`;
}
