import { html } from "../html.js";
import { t } from "../i18n.js";
import { notices, untell } from "../notices.js";

/** @typedef {import("../notices.js").Notice} Notice */

/** @param {{ notice: Notice }} _ */
function NoticeCard({ notice: { kind, tone, text, detail, action } }) {
  const more = detail?.();
  return html`<div class=${`notice ${tone}`} role="alert">
    <p><b>${text()}</b>${more && html`<span>${more}</span>`}</p>
    ${action && html`<button class="button act" type="button" onClick=${action.run}>${action.text()}</button>`}
    <button class="dismiss" type="button" aria-label=${t("notice.dismiss")} title=${t("notice.dismiss")}
      onClick=${() => untell(kind)}>×</button>
  </div>`;
}

export function Notices() {
  return html`<div class="notices">
    ${notices.value.map((notice) => html`<${NoticeCard} key=${notice.kind} notice=${notice} />`)}
  </div>`;
}
