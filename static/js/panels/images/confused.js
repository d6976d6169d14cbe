/** The test samples in a cell of the confusion matrix. */
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { confused, openCell, useAnswer } from "../../images/answers.js";
import { nameOf, Shots } from "./shots.js";

/** @param {{ truth: number, answer: number }} _ */
export function ConfusedSamples({ truth, answer }) {
  const told = useAnswer(confused, { truth, answer, beside: false });
  const names = { truth: nameOf(truth), answer: nameOf(answer) };
  const title = t(truth === answer ? "images.cell.right" : "images.cell", names);
  return html`<div class="cell-samples" data-count=${told?.count} data-step=${told?.step}>
    <h3><span>${title}</span>
      <button class="round" type="button" aria-label=${t("images.cell.close")}
        onClick=${() => {
          openCell.value = null;
        }}>×</button></h3>
    ${told && told.count > told.samples.length && html`<p class="fine">${t("images.first", { shown: told.samples.length, count: told.count })}</p>`}
    ${told?.count === 0 && html`<p class="fine">${t("images.cell.empty")}</p>`}
    ${told && html`<${Shots} samples=${told.samples} name=${title} />`}
  </div>`;
}
