import { signal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { titleAt } from "../catalog.js";
import { LossChart, readingText } from "../charts/loss-chart.js";
import { lossEra } from "../charts/losses.js";
import { watchSize } from "../controls/canvas.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { changes } from "../store.js";
import { theme } from "../theme.js";

/** @typedef {import("../charts/loss-chart.js").Reading} Reading */

/** Whether losses stand on a logarithmic axis. */
export const logarithmic = signal(false);

/** What stands under the pointer. @type {import("../store.js").Signal<Reading | null>} */
const reading = signal(null);

function Chart() {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const chart = useRef(/** @type {LossChart | null} */ (null));
  const inForce = theme.value;
  const log = logarithmic.value;

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const drawn = new LossChart(element, {
      logarithmic: log,
      onRead: (found) => {
        reading.value = found;
      },
    });
    chart.current = drawn;
    drawn.setChanges(changes.peek());
    const unwatch = watchSize(element, (width, height) => drawn.resize(width, height));
    return () => {
      unwatch();
      drawn.destroy();
      chart.current = null;
    };
  }, [inForce, log]);

  useSignalEffect(() => {
    if (numbers.value && lossEra.value) chart.current?.update();
  });
  useSignalEffect(() => chart.current?.setChanges(changes.value));

  return html`<div class="loss-chart" ref=${place} role="img" aria-label=${t("result.chart")}></div>`;
}

const OPTIMIZER = "training.optimizer.";

/** What was changed, in words. A new optimizer brings its settings along. @param {string[]} paths */
function changedNames(paths) {
  const renewed = paths.includes(`${OPTIMIZER}name`);
  const told = renewed ? paths.filter((path) => !path.startsWith(OPTIMIZER)) : paths;
  const names = told.map((path) => titleAt(path) ?? path);
  return renewed ? [t("training.optimizer"), ...names] : names;
}

export function Loss() {
  const last = changes.value.at(-1);
  const fields = last && changedNames(last.fields).join(", ");
  const said = reading.value
    ? readingText(reading.value, t)
    : last
      ? `▾ ${t("result.changed", { fields, step: last.step })}`
      : "";
  return html`<section class="loss">
    <h2>${t("result.loss")}
      <span class="toggles"><label class="toggle"><input type="checkbox" checked=${logarithmic.value}
        aria-label=${t("result.logLabel")}
        onChange=${() => {
          logarithmic.value = !logarithmic.value;
        }} />${t("result.log")}</label></span></h2>
    <${Chart} />
    <p class="fine reading">${said}</p>
  </section>`;
}
