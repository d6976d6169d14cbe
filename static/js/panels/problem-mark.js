/** Signs that something goes wrong, where it does; pressing one tells what. */
import { Icon } from "../controls/icon.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { choose, problems } from "../problems/problems.js";
import { nameOf, titleOf } from "../problems/words.js";

/** @typedef {import("../types.js").Problem} Problem */

/** @param {{ problem: Problem }} _ */
export function ProblemMark({ problem }) {
  const title = titleOf(problem);
  return html`<button class="problem-mark" type="button" title=${title} aria-label=${title}
    data-problem=${problem.code} onClick=${() => choose(problem)}><${Icon} name="warning" /></button>`;
}

/** All that goes wrong at this moment. */
export function ProblemList() {
  if (!problems.value.length) return null;
  return html`<ul class="problem-list" aria-label=${t("problem.all")}>
    ${problems.value.map(
      (problem) => html`<li key=${problem.code}><button type="button"
        onClick=${() => choose(problem)}><${Icon} name="warning" />${
          problem.layer === null ? nameOf(problem) : titleOf(problem)
        }</button></li>`,
    )}
  </ul>`;
}
