/** For the presenter: the secret that makes another device present, shown on request alone. */
import { useSignal } from "@preact/signals";
import { CopyButton } from "../controls/copy-button.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { tell } from "../notices.js";
import { presenterLink } from "../roles.js";
import { room } from "../store.js";

/** @param {FocusEvent} event */
const selectAll = ({ target }) => /** @type {HTMLInputElement} */ (target).select();

export function AnotherDevice() {
  // It lives no longer than the dialog is open.
  const secret = useSignal(/** @type {{ url: string, qr: string | null } | null} */ (null));
  const show = async () => {
    try {
      secret.value = await presenterLink(room.value.code);
    } catch (error) {
      console.info(error);
      tell({ kind: "notice", tone: "bad", text: () => t("device.failed") });
    }
  };
  const hide = () => {
    secret.value = null;
  };
  return html`<section>
    <h3>${t("device.title")}</h3>
    ${
      secret.value
        ? html`<div class="secret">
            ${secret.value.qr && html`<img class="qr" src=${secret.value.qr} alt=${t("device.qr")} />`}
            <div>
              <p><b>${t("device.secret")}</b></p>
              ${!secret.value.qr && html`<p>${t("device.local")}</p>`}
              <input readonly value=${secret.value.url} aria-label=${t("device.link")}
                onFocus=${selectAll} />
              <p class="copies">
                <${CopyButton} label=${t("device.copy")} text=${() => secret.value?.url ?? ""} />
                <button class="button" type="button" onClick=${hide}>${t("device.hide")}</button></p>
            </div>
          </div>`
        : html`<p>${t("device.warning")}</p>
            <p><button class="button" type="button" onClick=${show}>${t("device.show")}</button></p>`
    }
  </section>`;
}
