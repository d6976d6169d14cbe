import { edit } from "../commands.js";
import { Metric } from "../controls/metric.js";
import { withLayerAdded, withLayerRemoved } from "../experiment.js";
import { formatCount, formatLoss, formatPercent } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { openNetwork } from "../network/refused.js";
import { catalog, data, experiment, mayCommand, shown } from "../store.js";
import { shows } from "../subscription.js";
import { MeasuredAt } from "./measured-at.js";
import { Overlap } from "./overlap.js";

export function Position() {
  const { epoch, step } = numbers.value;
  return html`<div class="position">
    <${Metric} name="epoch" value=${epoch} format=${formatCount} />
    <${Metric} name="step" value=${step} format=${formatCount} />
  </div>`;
}

export function LayerCount() {
  const wanted = shown.value?.network.layers.length ?? 0;
  const count = experiment.value?.network.layers.length ?? Number.NaN;
  const most = catalog.value?.limits.hidden_layers ?? 0;
  const metric = html`<button class="edit-layers" type="button" aria-haspopup="dialog"
    title=${t("network.open")} onClick=${() => openNetwork()}>
    <${Metric} name="layers" value=${count} format=${formatCount}
      label=${t("metric.layers", { count: count || 0 })} /></button>`;
  if (!mayCommand.value) return html`<div class="layer-count">${metric}</div>`;
  return html`<div class="layer-count">
    <button class="round" type="button" aria-label=${t("layers.remove")} title=${t("layers.remove")}
      disabled=${wanted === 0} onClick=${() => edit(withLayerRemoved)}>−</button>
    ${metric}
    <button class="round" type="button" aria-label=${t("layers.add")} title=${t("layers.add")}
      disabled=${wanted >= most} onClick=${() => edit(withLayerAdded)}>+</button>
  </div>`;
}

/** How well boxes fit, which comes with the results. */
const fits = shows("results");

/** @param {import("../types.js").Data | null} whole */
function classOfMetrics(whole) {
  if (whole?.task === "detection") return "metrics boxed-metrics";
  return whole && whole.task !== "regression" ? "metrics" : "metrics ungraded";
}

export function Metrics() {
  const { trainLoss, testLoss, trainAccuracy, testAccuracy } = numbers.value;
  const boxed = data.value?.task === "detection";
  return html`<div class=${classOfMetrics(data.value)} ref=${boxed ? fits : null}>
    <${MeasuredAt} header=${numbers.value} /><span>${t("metric.loss")}</span><span>${t("metric.accuracy")}</span>
    ${boxed && html`<span title=${t("boxes.help")}>${t("metric.iou")}</span>`}
    <span class="train">${t("metric.train")}</span>
    <${Metric} name="train-loss" value=${trainLoss} format=${formatLoss} />
    <${Metric} name="train-accuracy" value=${trainAccuracy} format=${formatPercent} />
    ${boxed && html`<${Overlap} name="train-iou" at=${0} picture=${currentPicture()} />`}
    <span class="test">${t("metric.test")}</span>
    <${Metric} name="test-loss" value=${testLoss} format=${formatLoss} />
    <${Metric} name="test-accuracy" value=${testAccuracy} format=${formatPercent} />
    ${boxed && html`<${Overlap} name="test-iou" at=${1} picture=${currentPicture()} />`}
  </div>`;
}
