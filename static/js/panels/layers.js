/** The right column's view of the layers: how each one's numbers are spread, now and over time. */
import { computed, signal } from "@preact/signals";
import { colour } from "../controls/canvas.js";
import { formatPercent, formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { axisOf, valueOn } from "../layers/axes.js";
import { drawBand, drawBelt, drawCursor, drawHistogram, drawLine } from "../layers/draw.js";
import { recordAt, statistics } from "../layers/record.js";
import { SmallChart } from "../layers/small-chart.js";
import { currentPicture, numbers } from "../live.js";
import { nameOfLayer } from "../names.js";
import { problemsOf } from "../problems/problems.js";
import { catalog, layout } from "../store.js";
import { shows } from "../subscription.js";
import { theme } from "../theme.js";
import { ProblemList, ProblemMark } from "./problem-mark.js";

/** @typedef {import("../layers/axes.js").Axis} Axis */
/** @typedef {import("../layers/draw.js").Surface} Surface */
/** @typedef {import("../types.js").LayerRecord} LayerRecord */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */

/** Updates of this share of the weights are healthy. @type {[number, number]} */
export const HEALTHY = [1e-4, 1e-2];

const place = shows("statistics");

/** Whether sizes, and steps, stand on logarithmic axes. */
const logarithmic = signal(true);
const logarithmicSteps = signal(false);

/** The record that is pointed at, in all charts alike. @type {import("../store.js").Signal<number | null>} */
const pointed = signal(null);

const stepAxis = computed(() => axisOf(statistics.value.step, logarithmicSteps.value));

/** The record whose numbers are written: the one pointed at, or else the present one. */
const read = computed(() => {
  const { step } = statistics.value;
  const at = pointed.value ?? recordAt(step, numbers.value.step);
  return Math.min(at, step.length - 1);
});

/** @param {number | null} share */
function point(share) {
  pointed.value =
    share === null ? null : recordAt(statistics.value.step, valueOn(stepAxis.value, share));
}

/** @param {number} by */
function walk(by) {
  const most = statistics.value.step.length - 1;
  if (most >= 0) pointed.value = Math.max(0, Math.min(most, read.value + by));
}

/** @param {LayoutLayer} layer */
function subtitle({ units, activation }) {
  const named =
    catalog.value?.activations.find(({ name }) => name === activation)?.title.en ?? activation;
  return `${t("layers.neurons", { count: units })} · ${named}`;
}

/** @param {string} what @param {number} layer @param {string} hue */
function paintHistogram(what, layer, hue) {
  const counts = currentPicture()?.tensor(`${what}_histogram`, layer);
  return (/** @type {Surface} */ surface) => {
    if (counts) drawHistogram(surface, counts, colour(hue));
  };
}

/** The lines that stand over every chart. @param {Surface} surface @param {Axis} x */
function paintCursors(surface, x) {
  const { step } = statistics.value;
  drawCursor(surface, x, numbers.value.step, colour("--soft"), 1);
  if (pointed.value !== null && step[pointed.value] !== undefined) {
    drawCursor(surface, x, step[pointed.value], colour("--ink"), 1.5);
  }
}

/**
 * The middle half of the values dark, nine tenths of them light, the median as a line.
 * @param {LayerRecord} record @param {"activation" | "gradient"} what @param {string} hue
 * @param {string} ground @param {boolean} log
 */
function paintSpread(record, what, hue, ground, log) {
  /** @param {5 | 25 | 50 | 75 | 95} q */
  const column = (q) => record[`${what}_${q}`];
  return (/** @type {Surface} */ surface) => {
    const { step } = statistics.value;
    const ends = [...column(5), ...column(95)];
    const axes = { x: stepAxis.value, y: axisOf(ends, log) };
    drawBand(surface, axes, step, column(5), column(95), colour(ground));
    surface.context.globalAlpha = 0.45;
    drawBand(surface, axes, step, column(25), column(75), colour(hue));
    surface.context.globalAlpha = 1;
    drawLine(surface, axes, step, column(50), colour(hue), 1.5);
    paintCursors(surface, axes.x);
  };
}

/** @param {LayerRecord} record */
function paintUpdates(record) {
  return (/** @type {Surface} */ surface) => {
    const log = logarithmic.value;
    const axes = { x: stepAxis.value, y: axisOf(record.update_ratio, log, HEALTHY) };
    drawBelt(surface, axes.y, HEALTHY, { fill: colour("--zero"), rim: colour("--edge") });
    drawLine(surface, axes, statistics.value.step, record.update_ratio, colour("--ink"), 1.6);
    paintCursors(surface, axes.x);
  };
}

/** Three quantiles in words. @param {LayerRecord} record @param {"activation" | "gradient"} what */
function spreadText(record, what) {
  const at = read.value;
  return [5, 50, 95]
    .map((q) =>
      formatQuantity(record[`${what}_${/** @type {5 | 50 | 95} */ (q)}`][at] ?? undefined, 2),
    )
    .join(" · ");
}

/** Neurons that learn nothing any more. @param {{ record: LayerRecord, units: number }} _ */
function Idle({ record, units }) {
  const at = read.value;
  const [dead, saturated] = [record.dead[at], record.saturated[at]];
  /** @param {string} key @param {number} share */
  const told = (key, share) =>
    html`<span data-share=${key}>${t(`layers.${key}`, {
      count: Math.round(share * units),
      units,
      share: formatPercent(share),
    })}</span>`;
  if (typeof dead === "number") return told("dead", dead);
  if (typeof saturated === "number") return told("saturated", saturated);
  return null;
}

/** @param {{ layer: LayoutLayer, record: LayerRecord | undefined }} _ */
function LayerRow({ layer, record }) {
  const { index, units } = layer;
  const name = nameOfLayer(index);
  const learnt = numbers.value.phase !== "start";
  /** @param {"activation" | "gradient"} what @param {string} hue @param {string} ground */
  const spread = (what, hue, ground) => {
    const values = record ? spreadText(record, what) : "";
    const said = t(`layers.${what}s.label`, { layer: name, values });
    return html`<div class="measure">
      <p class="head"><span class="what">${t(`layers.${what}s`)}</span>
        <output class="values" data-values=${what}>${values}</output></p>
      <${SmallChart} name="now" label=${t(`layers.${what}s.now`, { layer: name })}
        paint=${what === "gradient" && !learnt ? () => {} : paintHistogram(what, index, hue)} />
      <${SmallChart} name="over-time" label=${said} onPoint=${point} onWalk=${walk}
        paint=${record ? paintSpread(record, what, hue, ground, what === "gradient" && logarithmic.value) : () => {}} />
    </div>`;
  };
  const ratio = record?.update_ratio[read.value];
  return html`<section class="layer-row" data-layer=${index}>
    <h3>${name} <small>${subtitle(layer)}</small>${problemsOf(index).map(
      (problem) => html`<${ProblemMark} key=${problem.code} problem=${problem} />`,
    )}</h3>
    ${spread("activation", "--fwd", "--fwd-ground")}
    ${spread("gradient", "--bwd", "--bwd-ground")}
    <div class="measure updates">
      <p class="head"><span class="what">${t("layers.updates")}</span>
        <output class="values" data-values="update">${formatQuantity(ratio ?? undefined, 2)}</output></p>
      <span class="idle">${record && html`<${Idle} record=${record} units=${units} />`}</span>
      <${SmallChart} name="over-time" onPoint=${point} onWalk=${walk}
        label=${t("layers.updates.label", { layer: name, values: formatQuantity(ratio ?? undefined, 2) })}
        paint=${record ? paintUpdates(record) : () => {}} />
    </div>
  </section>`;
}

/** @param {{ value: import("../store.js").Signal<boolean>, text: string, label: string }} _ */
function Toggle({ value, text, label }) {
  return html`<label class="toggle"><input type="checkbox" checked=${value.value} aria-label=${label}
    onChange=${() => {
      value.value = !value.value;
    }} />${text}</label>`;
}

export function Layers() {
  const { step: now } = numbers.value; // The numbers' slow rhythm is this panel's too.
  const { step, layers } = statistics.value;
  const shown = layout.value?.layers.filter(({ kind }) => kind !== "input") ?? [];
  const at = step[read.value];
  return html`<div class="layers-panel" ref=${place} data-step=${now} data-theme-in-force=${theme.value}>
    <${ProblemList} />
    <h2>${t("layers.title")}<span class="toggles">
      <${Toggle} value=${logarithmic} text=${t("layers.log")} label=${t("layers.logLabel")} />
      <${Toggle} value=${logarithmicSteps} text=${t("layers.logSteps")} label=${t("layers.logStepsLabel")} />
    </span></h2>
    <p class="fine">${at === undefined ? t("layers.nothing") : t("layers.read", { step: at })}</p>
    ${shown.map((layer) => html`<${LayerRow} key=${layer.index} layer=${layer} record=${layers[layer.index - 1]} />`)}
    <p class="fine legend">${t("layers.legend")}</p>
  </div>`;
}
