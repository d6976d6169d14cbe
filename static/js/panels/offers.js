/** What viewers have drawn: the presenter takes it, or puts it away. */

import { correctable } from "../corrections/corrections.js";
import { drawsData } from "../corrections/drawings.js";
import { offers, putAway, room, take } from "../corrections/offers.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { data } from "../store.js";
import { SmallPicture } from "./small-picture.js";

/** @param {{ offer: import("../types.js").Offer, name: string, shape: [number, number] }} _ */
function Row({ offer, name, shape }) {
  const { number, pixels } = offer;
  const words = t("offers.row", { name, number });
  return html`<li>
    <${SmallPicture} pixels=${pixels} shape=${shape} />
    <b class="truth" title=${words}>${name}</b>
    <span class="verdicts">${t("offers.from", { number })}</span>
    <button class="text-button" type="button" disabled=${room() < 1} aria-label=${t("offers.take", { name, number })}
      onClick=${() => take([offer])}>${t("offers.take.short")}</button>
    <button class="round" type="button" aria-label=${t("offers.away", { name, number })}
      title=${t("offers.away", { name, number })} onClick=${() => putAway([offer])}>×</button>
  </li>`;
}

/** Only for a presenter to whom something was given. */
export function Offers() {
  const { classes, shape } = data.value ?? {};
  const list = offers.value;
  if (!list.length || !correctable.value || !classes || !shape) return null;
  return html`<section class="corrections offers">
    <h3>${t("offers.title")}</h3>
    <p class="score" role="status">${t(drawsData.value ? "offers.data" : "offers.corrections", {
      count: list.length,
    })}</p>
    <ul aria-label=${t("offers.title")}>${list.map(
      (offer) => html`<${Row} key=${offer.id} offer=${offer} shape=${shape}
        name=${classes[offer.label] ?? String(offer.label)} />`,
    )}</ul>
    <div class="row"><button class="text-button" type="button" disabled=${room() < 1}
        onClick=${() => take(list)}>${t("offers.takeAll")}</button>
      <button class="text-button" type="button" onClick=${() => putAway(list)}>${t("offers.awayAll")}</button></div>
  </section>`;
}
