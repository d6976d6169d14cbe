import { computed, signal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { LossChart, readingText } from "../charts/loss-chart.js";
import { lossEra } from "../charts/losses.js";
import { besideNumbers, comparing } from "../compare/beside.js";
import { watchSize } from "../controls/canvas.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { changes, data } from "../store.js";
import { shows } from "../subscription.js";
import { theme } from "../theme.js";
import { titleOfField } from "../timeline/names.js";
import { shownBesides } from "../timeline/shown.js";
import { latest } from "../timeline/time.js";
import { words } from "../timeline/words.js";
import { ChartLegend } from "./chart-legend.js";
import { CompareLegend } from "./compare-legend.js";

/** @typedef {import("../charts/loss-chart.js").Reading} Reading */
/** @typedef {import("../charts/series.js").Measure} Measure */

/** Whether losses stand on a logarithmic axis. */
export const logarithmic = signal(false);

/** @type {import("../store.js").Signal<Measure>} */
const chosen = signal("loss");

/** A regression has no accuracy, and only a detection has boxes. @type {import("@preact/signals").ReadonlySignal<Measure[]>} */
const measures = computed(() => {
  const task = data.value?.task;
  if (task === "regression") return ["loss"];
  return task === "detection" ? ["loss", "accuracy", "iou"] : ["loss", "accuracy"];
});

/** @type {import("@preact/signals").ReadonlySignal<Measure>} */
const measure = computed(() => (measures.value.includes(chosen.value) ? chosen.value : "loss"));

/** How well boxes fit comes with the results alone. */
const fits = shows("results");

/** What stands under the pointer. @type {import("../store.js").Signal<Reading | null>} */
const reading = signal(null);

function Chart() {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const chart = useRef(/** @type {LossChart | null} */ (null));
  const inForce = theme.value;
  const log = logarithmic.value;
  const measured = measure.value;
  const two = comparing.value;
  const others = shownBesides.value.map(({ id }) => id).join();

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const drawn = new LossChart(element, {
      logarithmic: log,
      measure: measured,
      beside: two,
      branches: others.split(",").filter(Boolean).map(Number),
      onRead: (found) => {
        reading.value = found;
      },
    });
    chart.current = drawn;
    drawn.position = { step: numbers.peek().step, latest: latest.peek() };
    drawn.setChanges(changes.peek());
    const unwatch = watchSize(element, (width, height) => drawn.resize(width, height));
    return () => {
      unwatch();
      drawn.destroy();
      chart.current = null;
    };
  }, [inForce, log, measured, others, two]);

  useSignalEffect(() => {
    const { step } = numbers.value;
    // The second run's losses come with frames of their own.
    if (besideNumbers.value || lossEra.value) chart.current?.update({ step, latest: latest.value });
  });
  useSignalEffect(() => chart.current?.setChanges(changes.value));

  return html`<div class="loss-chart" ref=${place} role="img" aria-label=${t(`result.chart.${measured}`)}></div>`;
}

const OPTIMIZER = "training.optimizer.";

/** What was changed, in words. A new optimizer brings its settings along. @param {string[]} paths */
function changedNames(paths) {
  const renewed = paths.includes(`${OPTIMIZER}name`);
  const told = renewed ? paths.filter((path) => !path.startsWith(OPTIMIZER)) : paths;
  const names = told.map((path) => titleOfField(path, words()));
  return renewed ? [t("training.optimizer"), ...names] : names;
}

/** What is measured, as the heading itself. */
function Measures() {
  if (measures.value.length === 1) return html`<span>${t("result.loss")}</span>`;
  return html`<span class="measures" role="group" aria-label=${t("result.measure")}>
    ${measures.value.map(
      (name) => html`<button key=${name} type="button" data-measure=${name}
        aria-pressed=${measure.value === name}
        onClick=${() => {
          chosen.value = name;
        }}>${t(`result.${name}`)}</button>`,
    )}
  </span>`;
}

export function Loss() {
  const last = changes.value.at(-1);
  const fields = last && changedNames(last.fields).join(", ");
  const said = reading.value
    ? readingText(reading.value, measure.value, t)
    : last
      ? `▾ ${t("result.changed", { fields, step: last.step })}`
      : "";
  return html`<section class="loss" ref=${measures.value.includes("iou") ? fits : null}>
    <h2><${Measures} />
      ${
        measure.value === "loss" &&
        html`<span class="toggles"><label class="toggle"><input type="checkbox"
          checked=${logarithmic.value} aria-label=${t("result.logLabel")}
          onChange=${() => {
            logarithmic.value = !logarithmic.value;
          }} />${t("result.log")}</label></span>`
      }</h2>
    <${Chart} />
    <p class="fine reading">${said}</p>
    <${CompareLegend} />
    <${ChartLegend} at=${reading.value?.step} measure=${measure.value} />
  </section>`;
}
