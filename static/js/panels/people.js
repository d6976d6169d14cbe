import { signal } from "@preact/signals";
import { lend, takeBack } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { presenterLink } from "../roles.js";
import { people, room, run } from "../store.js";

/** The link for another device, once it was asked for. */
const link = signal("");

async function showLink() {
  link.value = await presenterLink(room.value.code);
}

/** @param {{ number: number }} _ */
function Person({ number }) {
  const has = people.value.borrower === number;
  return html`<li><span>${t("people.viewer", { number })}</span>
    <button class="button" type="button" onClick=${() => (has ? takeBack() : lend(number))}>
      ${t(has ? "people.takeBack" : "people.lend")}</button></li>`;
}

/** How many are there; for the presenter also who, and what they may. */
export function People() {
  const count = run.value?.viewers ?? 0;
  const label = t("room.people", { count });
  const badge = html`<${Icon} name="people" /><b>${count}</b><span class="sr-only">${label}</span>`;
  if (room.value.role === "viewer")
    return html`<span class="people" title=${label}>${badge}</span>`;
  const { numbers } = people.value;
  return html`<details class="people-menu">
    <summary class="people" title=${label}>${badge}</summary>
    <div class="sheet">
      <p>${numbers.length ? t("people.who") : t("people.nobody")}</p>
      <ul>${numbers.map((number) => html`<${Person} key=${number} number=${number} />`)}</ul>
      ${
        link.value
          ? html`<p class="fine">${t("people.secret")}</p><input readonly value=${link.value}
              aria-label=${t("people.device")}
              onFocus=${(/** @type {FocusEvent} */ event) => /** @type {HTMLInputElement} */ (event.target).select()} />`
          : html`<button class="button" type="button" onClick=${showLink}>${t("people.device")}</button>`
      }
    </div>
  </details>`;
}
