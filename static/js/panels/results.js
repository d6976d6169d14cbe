import { signal } from "@preact/signals";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { data } from "../store.js";
import { Answer } from "./answer.js";
import { Boundary } from "./boundary.js";
import { Confusion } from "./confusion.js";
import { Gradients } from "./gradients.js";
import { Loss } from "./loss.js";
import { Metrics } from "./numbers.js";
import { Predictions } from "./predictions.js";

/** Which of the two is seen where there is no room for both. */
const tab = signal(/** @type {"class" | "confusion"} */ ("class"));

/** @param {{ name: "class" | "confusion", content: unknown }} _ */
function Side({ name, content }) {
  return html`<div class=${tab.value === name ? "side chosen" : "side"}>
    <h2 class="side-title">${t(`result.${name}`)}</h2>${content}</div>`;
}

function Classes() {
  return html`<section class="classes">
    <div class="segments" role="group">
      ${
        /** @type {const} */ (["class", "confusion"]).map(
          (name) => html`<button type="button" class="segment" aria-pressed=${tab.value === name}
          onClick=${() => {
            tab.value = name;
          }}>${t(`result.${name}`)}</button>`,
        )
      }
    </div>
    <${Side} name="class" content=${html`<${Answer} />`} />
    <${Side} name="confusion" content=${html`<${Confusion} />`} />
  </section>`;
}

export function Results() {
  if (!data.value) return null;
  const { view, task } = data.value;
  const main = view === "plane" ? Boundary : task === "regression" ? Predictions : Classes;
  return html`<${main} />
    <${Metrics} />
    <${Loss} />
    <${Gradients} />`;
}
