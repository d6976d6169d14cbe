import { computed } from "@preact/signals";
import { comparing } from "../compare/beside.js";
import { formatCount } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { everything, projector, toggleEverything } from "../screen.js";
import { data } from "../store.js";
import { shows } from "../subscription.js";
import { Answer } from "./answer.js";
import { Boundary } from "./boundary.js";
import { Boxes, BoxGallery } from "./boxes.js";
import { Confusion } from "./confusion.js";
import { Gradients } from "./gradients.js";
import { Loss } from "./loss.js";
import { Metrics } from "./numbers.js";
import { Predictions } from "./predictions.js";

const answer = shows("spotlight");
const confusion = shows("results");

/** From the last row, the answer or the boundary and the headline numbers can be taken in. */
const brief = computed(() => projector.value && !everything.value);

/** How often which class is taken for which. */
function Mistaken() {
  if (brief.value) return null;
  const { step, measuredAt } = numbers.value;
  const counted = currentPicture()?.stepOf("results");
  // Where losses keep up, these counts are a moment late at most.
  const late = measuredAt !== step && counted != null && counted !== step;
  return html`<section ref=${confusion}><h2><span>${t("result.confusion")}</span> <small>${
    late ? t("metric.measuredAt", { step: formatCount(counted) }) : t("result.confusion.short")
  }</small></h2>
    <${Confusion} /></section>`;
}

/** The answer for one sample, and how often which class is taken for which. */
function Classes() {
  return html`<section ref=${answer}><${Answer} /></section><${Mistaken} />`;
}

/** Both answers for one sample. */
function WhatAndWhere() {
  return html`<section ref=${answer}><${Answer} /></section><${Boxes} />`;
}

/** Both answers for others, below the numbers. */
function Detected() {
  return html`<${BoxGallery} /><${Mistaken} />`;
}

/** @param {import("../types.js").Data} whole */
function mainOf({ view, task }) {
  if (view === "plane") return Boundary;
  if (task === "detection") return WhatAndWhere;
  return task === "regression" ? Predictions : Classes;
}

export function Results() {
  if (!data.value) return null;
  const main = mainOf(data.value);
  // Of two runs each has its answers and numbers below its own network.
  if (comparing.value) return html`<${Loss} />`;
  return html`<${main} />
    <${Metrics} />
    ${data.value.task === "detection" && !brief.value && html`<${Detected} />`}
    ${!brief.value && html`<${Loss} /><${Gradients} />`}
    ${projector.value && html`<${More} />`}`;
}

function More() {
  return html`<button class="button" type="button" aria-expanded=${everything.value}
    onClick=${toggleEverything}>${t(everything.value ? "projector.less" : "projector.more")}</button>`;
}
