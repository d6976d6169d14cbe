/** What goes wrong, in two sentences, and what can be done: go back, or try the usual remedy. */
import { seek, tryFrom } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { dismiss, open } from "../problems/problems.js";
import { remedyOf, textOf, titleOf } from "../problems/words.js";
import { mayCommand } from "../store.js";

/** The stage keeps clear of the card: as much lower as it is high. */
let watcher = /** @type {ResizeObserver | null} */ (null);

/** @param {HTMLElement | null} card */
function makeRoom(card) {
  watcher?.disconnect();
  watcher = null;
  const root = document.documentElement;
  if (!card) {
    root.style.removeProperty("--problem-height");
    return;
  }
  watcher = new ResizeObserver(() => {
    root.style.setProperty("--problem-height", `${card.offsetHeight}px`);
  });
  watcher.observe(card);
}

export function ProblemCard() {
  const problem = open.value;
  if (!problem) return null;
  const { before, remedy } = problem;
  return html`<section class="problem-card" ref=${makeRoom} data-problem=${problem.code}
    aria-labelledby="problem-name">
    <${Icon} name="warning" />
    <div class="problem-words" role="status">
      <h2 id="problem-name">${titleOf(problem)}</h2>
      <p>${textOf(problem)}</p>
    </div>
    ${
      mayCommand.value &&
      html`<div class="problem-acts">
        <button class="button" type="button" onClick=${() => seek(before)}>${t("problem.rewind", { step: before })}</button>
        ${
          remedy &&
          html`<button class="button" type="button"
            onClick=${() => tryFrom(before, remedy.experiment)}>${remedyOf(remedy)}</button>`
        }
      </div>`
    }
    <button class="dismiss" type="button" aria-label=${t("notice.dismiss")} title=${t("notice.dismiss")}
      onClick=${dismiss}>×</button>
  </section>`;
}
