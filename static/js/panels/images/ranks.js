/** How often the true class is among the first answers. */
import { formatPercent } from "../../format.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { shownNetwork } from "../../images/network.js";
import { data } from "../../store.js";

export function Ranks() {
  const network = shownNetwork.value;
  const step = network.numbers.value?.step;
  const picture = network.picture();
  const shares = picture?.tensor("top_shares", picture.layout.layers.at(-1)?.index ?? 0);
  if (!shares) return null;
  const shown = [...new Set([1, shares.length])];
  return html`<section class="ranks" data-step=${step}>
    <h2>${t("images.ranks")}</h2>
    <dl>${shown.map(
      (most) => html`<div key=${most}><dt>${t("images.top", { most })}</dt>
        <dd data-top=${most} data-share=${shares[most - 1]}>${formatPercent(shares[most - 1])}</dd></div>`,
    )}</dl>
    <p class="fine">${t("images.ranks.help", { most: shares.length, test: data.value?.test })}</p>
  </section>`;
}
