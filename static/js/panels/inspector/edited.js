/** What the latest edit did to the loss. */
import { edits } from "../../edits.js";
import { formatLoss } from "../../format.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { numbers } from "../../live.js";

/** @param {{ name: string, before: number, after: number }} _ */
function Change({ name, before, after }) {
  const better = after < before;
  return html`<div><dt>${t(name)}</dt><dd>${formatLoss(before)} → <b class=${better ? "better" : "worse"}>
    ${formatLoss(after)} ${better ? "↓" : after > before ? "↑" : ""}</b></dd></div>`;
}

export function Edited() {
  const latest = edits.value.at(-1);
  const { step, trainLoss, testLoss } = numbers.value;
  // Once the run went on the losses are those of training, and no longer of the hand.
  if (!latest || latest.step !== step) return null;
  return html`<div class="edited" role="status">
    <p>${t("edit.loss")}</p>
    <dl class="numbers">
      <${Change} name="metric.train" before=${latest.losses.train} after=${trainLoss} />
      <${Change} name="metric.test" before=${latest.losses.test} after=${testLoss} />
    </dl>
  </div>`;
}
