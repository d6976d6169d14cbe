/** The right column's view of the layers: how each one's numbers are spread, now and over time. */
import { computed, signal } from "@preact/signals";
import { formatPercent, NOTHING } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { axisOf, nearestOn } from "../layers/axes.js";
import { besidesOf } from "../layers/beside.js";
import { besides, steps, useBesides } from "../layers/branches.js";
import { drawCursor, drawHistogram } from "../layers/draw.js";
import { readHues } from "../layers/hues.js";
import { huesOf, paintSpread, paintUpdates } from "../layers/paint.js";
import { recordAt, statistics } from "../layers/record.js";
import { SmallChart } from "../layers/small-chart.js";
import { layerSubtitle, layerTitle, spreadText, updateText } from "../layers/words.js";
import { currentPicture, numbers } from "../live.js";
import { problemsOf } from "../problems/problems.js";
import { layout } from "../store.js";
import { shows } from "../subscription.js";
import { theme } from "../theme.js";
import { BesideValues, besidesText, LayersLegend } from "./layers-beside.js";
import { ProblemList, ProblemMark } from "./problem-mark.js";

/** @typedef {import("../layers/draw.js").Surface} Surface */
/** @typedef {import("../layers/paint.js").Spread} Spread */
/** @typedef {import("../types.js").LayerRecord} LayerRecord */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */

const place = shows("statistics");

/** Whether sizes, and steps, stand on logarithmic axes. */
export const logarithmic = signal(true);
export const logarithmicSteps = signal(false);

/** The step that is pointed at, in all charts alike. @type {import("../store.js").Signal<number | null>} */
const pointed = signal(null);

/** Over which all charts stand, on the page and in pictures of them. */
export const stepAxis = computed(() =>
  axisOf(
    [...statistics.value.step, ...besides.value.flatMap(({ records }) => records.step)],
    logarithmicSteps.value,
  ),
);

/** The record whose numbers are written: that of the step pointed at, or else the present one; −1 where there is none. */
const read = computed(() => {
  const { step } = statistics.value;
  // Beyond the end of this branch only others have numbers.
  if ((pointed.value ?? 0) > (step.at(-1) ?? -1)) return -1;
  return recordAt(step, pointed.value ?? numbers.value.step);
});

/** Of which step the numbers are. */
const readStep = computed(() => statistics.value.step[read.value] ?? pointed.value ?? undefined);

/** @param {number | null} share */
function point(share) {
  pointed.value = share === null ? null : nearestOn(stepAxis.value, steps.value, share);
}

/** @param {number} by */
function walk(by) {
  const all = steps.value;
  const at = recordAt(all, readStep.value ?? numbers.value.step) + by;
  pointed.value = all[Math.max(0, Math.min(all.length - 1, at))] ?? null;
}

/** @param {Spread} what @param {number} layer */
function paintHistogram(what, layer) {
  const counts = currentPicture()?.tensor(`${what}_histogram`, layer);
  return (/** @type {Surface} */ surface) => {
    if (counts) drawHistogram(surface, counts, huesOf(what, readHues())[0]);
  };
}

/**
 * A chart over the steps, and the lines that stand over all of them.
 * @param {(surface: Surface, over: import("../layers/paint.js").Over) => void} paint
 */
const overTime = (paint) => (/** @type {Surface} */ surface) => {
  const [x, hues] = [stepAxis.value, readHues()];
  paint(surface, { x, steps: statistics.value.step, logarithmic: logarithmic.value, hues });
  drawCursor(surface, x, numbers.value.step, hues.soft, 1);
  if (pointed.value !== null) drawCursor(surface, x, pointed.value, hues.ink, 1.5);
};

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

const nothing = () => {};

/** @param {{ layer: LayoutLayer, record: LayerRecord | null }} _ */
function LayerRow({ layer, record }) {
  const { index, units } = layer;
  const name = layerTitle(layer);
  const learnt = numbers.value.phase !== "start";
  const shown = { record, besides: besidesOf(besides.value, layer) };
  const known = record !== null || shown.besides.length > 0;
  const by = readStep.value ?? numbers.value.step;
  /** @param {Spread} what */
  const spread = (what) => {
    const values = record ? spreadText(record, read.value, what) : "";
    const others = { all: shown.besides, what: /** @type {const} */ (`${what}_50`), by };
    const said =
      t(`layers.${what}s.label`, { layer: name, values }) +
      besidesText(others.all, others.what, by);
    return html`<div class="measure">
      <p class="head"><span class="what">${t(`layers.${what}s`)}</span>
        <output class="values" data-values=${what}>${values}</output><${BesideValues} ...${others} /></p>
      <${SmallChart} name="now" label=${t(`layers.${what}s.now`, { layer: name })}
        paint=${what === "gradient" && !learnt ? nothing : paintHistogram(what, index)} />
      <${SmallChart} name="over-time" label=${said} onPoint=${point} onWalk=${walk}
        paint=${known ? overTime((surface, over) => paintSpread(surface, shown, what, over)) : nothing} />
    </div>`;
  };
  const ratio = record ? updateText(record, read.value) : NOTHING;
  const updates = { all: shown.besides, what: /** @type {const} */ ("update_ratio"), by };
  return html`<section class="layer-row" data-layer=${index}>
    <h3>${name} <small>${layerSubtitle(layer)}</small>${problemsOf(index).map(
      (problem) => html`<${ProblemMark} key=${problem.code} problem=${problem} />`,
    )}</h3>
    ${spread("activation")}
    ${spread("gradient")}
    <div class="measure updates">
      <p class="head"><span class="what">${t("layers.updates")}</span>
        <output class="values" data-values="update">${ratio}</output><${BesideValues} ...${updates} /></p>
      <span class="idle">${record && html`<${Idle} record=${record} units=${units} />`}</span>
      <${SmallChart} name="over-time" onPoint=${point} onWalk=${walk}
        label=${t("layers.updates.label", { layer: name, values: ratio }) + besidesText(updates.all, updates.what, by)}
        paint=${known ? overTime((surface, over) => paintUpdates(surface, shown, over)) : nothing} />
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
  const { layers } = statistics.value;
  const shown = layout.value?.layers.filter(({ kind }) => kind !== "input") ?? [];
  const at = readStep.value;
  useBesides();
  return html`<div class="layers-panel" ref=${place} data-step=${now} data-theme-in-force=${theme.value}>
    <${ProblemList} />
    <h2>${t("layers.title")}<span class="toggles">
      <${Toggle} value=${logarithmic} text=${t("layers.log")} label=${t("layers.logLabel")} />
      <${Toggle} value=${logarithmicSteps} text=${t("layers.logSteps")} label=${t("layers.logStepsLabel")} />
    </span></h2>
    <p class="fine">${at === undefined ? t("layers.nothing") : t("layers.read", { step: at })}</p>
    <${LayersLegend} layers=${shown} />
    ${shown.map((layer) => html`<${LayerRow} key=${layer.index} layer=${layer} record=${layers[layer.index - 1] ?? null} />`)}
    <p class="fine legend">${t("layers.legend")}${besides.value.length ? ` ${t("layers.beside.help")}` : ""}</p>
  </div>`;
}
