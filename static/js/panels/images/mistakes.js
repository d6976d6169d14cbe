/** The worst mistakes on the test samples. */
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { mistakes, useAnswer } from "../../images/answers.js";
import { ofBeside } from "../../images/shown.js";
import { data } from "../../store.js";
import { Shots } from "./shots.js";

export function Mistakes() {
  const told = useAnswer(mistakes, { beside: ofBeside.value });
  const total = data.value?.test ?? 0;
  return html`<section class="mistakes" data-step=${told?.step} data-count=${told?.count}>
    <h2><span>${t("images.mistakes")}</span>
      ${told && html`<small>${t("images.mistakes.count", { count: told.count, total })}</small>`}</h2>
    ${
      told &&
      html`<${Shots} samples=${told.samples} losses name=${t("images.mistakes")} />
      <p class="fine">${t(told.count ? "images.mistakes.help" : "images.mistakes.none")}</p>`
    }
  </section>`;
}
