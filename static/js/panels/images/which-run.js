/** Which of two runs the tab tells of. */
import { beside } from "../../compare/beside.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { chosenRun } from "../../images/shown.js";
import { sideText } from "../../timeline/names.js";
import { words } from "../../timeline/words.js";

const RUNS = /** @type {const} */ (["a", "b"]);

export function WhichRun() {
  if (!beside.value) return null;
  const { differences } = beside.value;
  return html`<div class="segments which-run" role="radiogroup" aria-label=${t("images.run")}>
    ${RUNS.map((run) => {
      const told = sideText(differences, run === "a" ? "before" : "after", words());
      return html`<label key=${run} class=${`segment of-${run}`} title=${told}>
        <input type="radio" name="images-run" value=${run} checked=${chosenRun.value === run}
          onChange=${() => {
            chosenRun.value = run;
          }} /><b>${t(`compare.${run}`)}</b> <span>${told || t("compare.same")}</span></label>`;
    })}
  </div>`;
}
