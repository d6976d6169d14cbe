import { computed } from "@preact/signals";
import { comparing } from "../compare/beside.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { everything, projector, toggleEverything } from "../screen.js";
import { data } from "../store.js";
import { shows } from "../subscription.js";
import { Answer } from "./answer.js";
import { Boundary } from "./boundary.js";
import { Boxes } from "./boxes.js";
import { Confusion } from "./confusion.js";
import { Gradients } from "./gradients.js";
import { Loss } from "./loss.js";
import { Metrics } from "./numbers.js";
import { Predictions } from "./predictions.js";

const answer = shows("spotlight");
const confusion = shows("results");

/** From the last row, the answer or the boundary and the headline numbers can be taken in. */
const brief = computed(() => projector.value && !everything.value);

/** The answer for one sample, and how often which class is taken for which. */
function Classes() {
  return html`<${Boxes} /><section ref=${answer}><${Answer} /></section>
    ${
      !brief.value &&
      html`<section ref=${confusion}><h2><span>${t("result.confusion")}</span> <small>${t("result.confusion.short")}</small></h2>
        <${Confusion} /></section>`
    }`;
}

export function Results() {
  if (!data.value) return null;
  const { view, task } = data.value;
  const main = view === "plane" ? Boundary : task === "regression" ? Predictions : Classes;
  // Of two runs each has its answers and numbers below its own network.
  if (comparing.value) return html`<${Loss} />`;
  return html`<${main} />
    <${Metrics} />
    ${!brief.value && html`<${Loss} /><${Gradients} />`}
    ${projector.value && html`<${More} />`}`;
}

function More() {
  return html`<button class="button" type="button" aria-expanded=${everything.value}
    onClick=${toggleEverything}>${t(everything.value ? "projector.less" : "projector.more")}</button>`;
}
