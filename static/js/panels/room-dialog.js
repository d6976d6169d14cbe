/** All about the room: how others come in, who is there and who may do what. */
import { signal } from "@preact/signals";
import { CopyButton } from "../controls/copy-button.js";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { experimentLink, findAddress, roomLink } from "../reach.js";
import { fork } from "../roles.js";
import { room } from "../store.js";
import { AnotherDevice } from "./another-device.js";
import { Invitation, showInvitation } from "./invitation.js";
import { Lending } from "./lending.js";

const open = signal(false);

export function openRoom() {
  open.value = true;
  findAddress();
}

function close() {
  open.value = false;
}

function Links() {
  return html`<section>
    <h3>${t("room.links")}</h3>
    <p class="copies"><${CopyButton} label=${t("room.copy")} text=${roomLink} />
      <span>${t("room.copy.help")}</span></p>
    <p class="copies"><${CopyButton} label=${t("room.copyExperiment")} text=${experimentLink} />
      <span>${t("room.copyExperiment.help")}</span></p>
    <p><a href="/join">${t("room.join")}</a></p>
  </section>`;
}

function Yourself() {
  const { code, number, control } = room.value;
  return html`<section>
    <h3>${t("viewer.you", { number })}</h3>
    <p>${t(control ? "viewer.lent" : "viewer.only")}</p>
    <p class="copies"><button class="button primary" type="button" onClick=${() => fork(code)}>
      ${t("viewer.copy")}</button><span>${t("viewer.copy.help")}</span></p>
  </section>`;
}

function Content() {
  const presenter = room.value.role === "presenter";
  return html`<div class="sheet">
    <header><h2>${t("room.label", { code: room.value.code })}</h2>
      <button class="button square" type="button" aria-label=${t("room.close")}
        title=${t("room.close")} onClick=${close}><${Icon} name="close" /></button></header>
    <div class="invite-side">
      <${Invitation} />
      <button class="button" type="button" autofocus onClick=${showInvitation}>
        <${Icon} name="enlarge" />${t("invite.enlarge")} <kbd>I</kbd></button>
    </div>
    <div class="people-side">
      ${presenter ? html`<${Lending} />` : html`<${Yourself} />`}
      <${Links} />
      ${presenter && html`<${AnotherDevice} />`}
    </div>
  </div>`;
}

export function RoomDialog() {
  const label = t("room.label", { code: room.value.code });
  return html`<${Dialog} open=${open} kind="room-dialog" label=${label}><${Content} /><//>`;
}
