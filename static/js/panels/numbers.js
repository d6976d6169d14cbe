import { edit } from "../commands.js";
import { Metric } from "../controls/metric.js";
import { withLayerAdded, withLayerRemoved } from "../experiment.js";
import { formatCount, formatLoss, formatPercent } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { openNetwork } from "../network/refused.js";
import { catalog, data, experiment, mayCommand, shown } from "../store.js";

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

export function Metrics() {
  const { trainLoss, testLoss, trainAccuracy, testAccuracy } = numbers.value;
  const graded = data.value !== null && data.value.task !== "regression";
  return html`<div class=${graded ? "metrics" : "metrics ungraded"}>
    <span></span><span>${t("metric.loss")}</span><span>${t("metric.accuracy")}</span>
    <span class="train">${t("metric.train")}</span>
    <${Metric} name="train-loss" value=${trainLoss} format=${formatLoss} />
    <${Metric} name="train-accuracy" value=${trainAccuracy} format=${formatPercent} />
    <span class="test">${t("metric.test")}</span>
    <${Metric} name="test-loss" value=${testLoss} format=${formatLoss} />
    <${Metric} name="test-accuracy" value=${testAccuracy} format=${formatPercent} />
  </div>`;
}
