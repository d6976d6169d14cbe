import {
  beside,
  besideNumbers,
  besidePicture,
  besideState,
  onBesideFrame,
} from "../compare/beside.js";
import { Metric } from "../controls/metric.js";
import { formatCount, formatLoss, formatPercent } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers, onFrame } from "../live.js";
import { data, run } from "../store.js";
import { shows } from "../subscription.js";
import { sideText } from "../timeline/names.js";
import { words } from "../timeline/words.js";
import { MeasuredAt } from "./measured-at.js";
import { Overlap } from "./overlap.js";
import { usePlane } from "./plane-canvas.js";

/** @typedef {"a" | "b"} Side */

const places = { a: shows("maps"), b: shows("maps") };
const boxedPlaces = { a: shows("results"), b: shows("results") };

/** @param {Side} side */
const nameOf = (side) => t(`compare.${side}`);

/** @param {{ side: Side }} _ */
export function SideHeading({ side }) {
  if (!beside.value) return null;
  const told = sideText(beside.value.differences, side === "a" ? "before" : "after", words());
  return html`<section class="compare-place" aria-labelledby=${`compare-heading-${side}`}>
    <h2 id=${`compare-heading-${side}`} class=${`compare-heading of-${side}`} title=${told}><b>${nameOf(side)}</b>
      <span>${told || t("compare.same")}</span></h2>
  </section>`;
}

/** @param {{ side: Side }} _ */
function Plane({ side }) {
  const { canvas } = usePlane(side === "a" ? onFrame : onBesideFrame);
  return html`<canvas class="compare-plane" ref=${canvas} role="img"
    aria-label=${t("compare.plane", { side: nameOf(side) })}></canvas>`;
}

/** Why this one stands while the other may go on. @param {{ side: Side }} _ */
function Stopped({ side }) {
  const stop = side === "a" ? run.value?.stop : besideState.value?.stop;
  if (!stop) return null;
  return html`<p class="compare-stop">${t(`stop.${stop.code}`, {
    defaultValue: stop.message,
    ...stop.values,
  })}</p>`;
}

/** Boundary and numbers. @param {{ side: Side }} _ */
export function SideNumbers({ side }) {
  if (!beside.value) return null;
  const header = side === "a" ? numbers.value : besideNumbers.value;
  const graded = data.value?.task !== "regression";
  const boxed = data.value?.task === "detection";
  const grid = boxed ? "metrics boxed-metrics" : graded ? "metrics" : "metrics ungraded";
  const picture = side === "a" ? currentPicture() : besidePicture();
  const { trainLoss, testLoss, trainAccuracy, testAccuracy } = header ?? {};
  return html`<section class=${`compare-numbers of-${side}`} ref=${(boxed ? boxedPlaces : places)[side]}
    aria-label=${nameOf(side)}>
    ${data.value?.view === "plane" && html`<${Plane} side=${side} />`}
    <div class="compare-table">
      <p class="compare-step"><${Metric} name=${`${side}-step`} value=${header?.step}
        format=${formatCount} label=${t("metric.step")} /></p>
      <div class=${grid}>
        <${MeasuredAt} header=${header} /><span>${t("metric.loss")}</span><span>${t("metric.accuracy")}</span>
        ${boxed && html`<span title=${t("boxes.help")}>${t("metric.iou")}</span>`}
        <span class="train">${t("metric.train")}</span>
        <${Metric} name=${`${side}-train-loss`} value=${trainLoss} format=${formatLoss}
          label=${t("metric.train-loss")} />
        <${Metric} name=${`${side}-train-accuracy`} value=${trainAccuracy} format=${formatPercent}
          label=${t("metric.train-accuracy")} />
        ${
          boxed &&
          html`<${Overlap} name=${`${side}-train-iou`} at=${0} picture=${picture}
            label=${t("metric.train-iou")} />`
        }
        <span class="test">${t("metric.test")}</span>
        <${Metric} name=${`${side}-test-loss`} value=${testLoss} format=${formatLoss}
          label=${t("metric.test-loss")} />
        <${Metric} name=${`${side}-test-accuracy`} value=${testAccuracy} format=${formatPercent}
          label=${t("metric.test-accuracy")} />
        ${
          boxed &&
          html`<${Overlap} name=${`${side}-test-iou`} at=${1} picture=${picture}
            label=${t("metric.test-iou")} />`
        }
      </div>
      <${Stopped} side=${side} />
    </div>
  </section>`;
}
