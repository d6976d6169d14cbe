/** For the presenter: to whom control is lent. */
import { lend, takeBack } from "../commands.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { people } from "../store.js";

/** @param {{ number: number }} _ */
function Seat({ number }) {
  const has = people.value.borrower === number;
  return html`<button type="button" class="seat" aria-pressed=${has}
    aria-label=${t(has ? "people.takeBackFrom" : "people.lendTo", { number })}
    title=${t(has ? "people.takeBackFrom" : "people.lendTo", { number })}
    onClick=${() => (has ? takeBack() : lend(number))}>${number}</button>`;
}

export function Lending() {
  const { numbers, borrower } = people.value;
  return html`<section>
    <h3>${t("people.lend")}</h3>
    ${
      borrower === null
        ? html`<p>${t(numbers.length ? "people.how" : "people.nobody")}</p>`
        : html`<p class="has-control"><b>${t("people.has", { number: borrower })}</b>
            <button class="button primary" type="button" onClick=${takeBack}>
              ${t("people.takeBack")}</button></p>`
    }
    <div class="seats" role="group" aria-label=${t("people.lend")}>
      ${numbers.map((number) => html`<${Seat} key=${number} number=${number} />`)}
    </div>
  </section>`;
}
