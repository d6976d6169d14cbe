/** @typedef {import("../types.js").StepUnit} StepUnit */
import { signal } from "@preact/signals";
import { resetRun, stepOnce, togglePlay } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { fieldValue, html } from "../html.js";
import { t } from "../i18n.js";
import { recall, remember } from "../preferences.js";
import { link, playing } from "../store.js";

/** @type {StepUnit[]} */
const UNITS = ["phase", "step", "epoch"];

/** How far the step button and the arrow key go. */
export const stepUnit = signal(UNITS.find((unit) => unit === recall("unit")) ?? "phase");

const firstVisit = signal(recall("played") === null);

/** Whoever has pressed something needs no hint any more. */
function begun() {
  if (!firstVisit.value) return;
  firstVisit.value = false;
  remember("played", "yes");
}

export function play() {
  begun();
  togglePlay();
}

function step() {
  begun();
  stepOnce(stepUnit.value);
}

/** @param {Event} event */
function chooseUnit(event) {
  stepUnit.value = /** @type {StepUnit} */ (fieldValue(event));
  remember("unit", stepUnit.value);
}

export function RunControls() {
  const ready = link.value.status === "open";
  const hint = ready && firstVisit.value && !playing.value;
  const name = t(playing.value ? "run.pause" : "run.play");
  return html`<div class="run" title=${t("run.keys")}>
    <div class="play-place">
      <button class="play" type="button" aria-label=${name} disabled=${!ready} onClick=${play}>
        <${Icon} name=${playing.value ? "pause" : "play"} />
      </button>
      ${hint && html`<p class="hint">${t("run.hint")}</p>`}
    </div>
    <div class="split">
      <button type="button" disabled=${!ready} onClick=${step}>
        <${Icon} name="step" />${t("run.step")}
      </button>
      <select aria-label=${t("run.unit")} value=${stepUnit.value} onChange=${chooseUnit}>
        ${UNITS.map(
          (unit) => html`<option value=${unit} selected=${unit === stepUnit.value}>
            ${t(`run.unit.${unit}`)}</option>`,
        )}
      </select>
    </div>
    <button class="button reset" type="button" aria-label=${t("run.reset")} disabled=${!ready}
      onClick=${resetRun}>
      <${Icon} name="reset" /><span class="wide">${t("run.reset")}</span>
    </button>
  </div>`;
}
