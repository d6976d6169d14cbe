/** @typedef {import("../types.js").StepUnit} StepUnit */
import { signal } from "@preact/signals";
import { settingAt } from "../catalog.js";
import { edit, resetRun, stepOnce, togglePlay } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { withPath } from "../experiment.js";
import { fieldValue, html } from "../html.js";
import { t } from "../i18n.js";
import { numbers } from "../live.js";
import { recall, remember } from "../preferences.js";
import { catalog, link, playing } from "../store.js";
import { otherSeed } from "../timeline/seed.js";
import { inPast, step as stepNow } from "../timeline/time.js";

/** @type {StepUnit[]} */
const UNITS = ["phase", "step", "epoch"];

/** How far the step button and the arrow key go. */
export const stepUnit = signal(UNITS.find((unit) => unit === recall("unit")) ?? "phase");

/** @type {{ current: HTMLButtonElement | null }} */
export const playButton = { current: null };

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

/** One phase, step or epoch back, as it was. */
export function stepBack() {
  begun();
  stepOnce(stepUnit.value, -1);
}

const SEED = "training.seed";

/** Begin again from other random weights. */
function newStart() {
  const limits = catalog.value && settingAt(catalog.value, SEED);
  if (limits) edit((whole) => withPath(whole, SEED, otherSeed(whole.training.seed, limits)));
}

/** @param {Event} event */
function chooseUnit(event) {
  stepUnit.value = /** @type {StepUnit} */ (fieldValue(event));
  remember("unit", stepUnit.value);
}

/** Whether nothing of the first step has been done yet. */
const atStart = () => stepNow.value === 0 && numbers.value.phase === "start";

export function RunControls() {
  const ready = link.value.status === "open";
  const hint = ready && firstVisit.value && !playing.value;
  const name = t(playing.value ? "run.pause" : "run.play");
  const past = inPast.value && !playing.value;
  return html`<div class="run" title=${t("run.keys")}>
    <div class="play-place">
      <button class="play" type="button" ref=${playButton} aria-label=${name} disabled=${!ready} onClick=${play}
        title=${past ? t("time.playHere", { step: stepNow.value }) : undefined}>
        <${Icon} name=${playing.value ? "pause" : "play"} />
      </button>
      ${hint && html`<p class="hint">${t("run.hint")}</p>`}
    </div>
    <button class="button square step-back" type="button" aria-label=${t("run.back")}
      title=${t("run.back.help")} disabled=${!ready || atStart()}
      onClick=${stepBack}><${Icon} name="back" /></button>
    <div class="split">
      <button type="button" disabled=${!ready} onClick=${step}>
        <${Icon} name="step" /><span class="step-name">${t("run.step")}</span>
      </button>
      <select aria-label=${t("run.unit")} value=${stepUnit.value} onChange=${chooseUnit}>
        ${UNITS.map(
          (unit) => html`<option value=${unit} selected=${unit === stepUnit.value}>
            ${t(`run.unit.${unit}`)}</option>`,
        )}
      </select>
    </div>
    <div class="starts">
      <button class="button reset" type="button" aria-label=${t("run.reset")} disabled=${!ready}
        title=${t("run.reset.help")} onClick=${resetRun}>
        <${Icon} name="reset" /><span class="wide">${t("run.reset")}</span>
      </button>
      <button class="button square new-start" type="button" aria-label=${t("run.newStart")}
        title=${t("run.newStart.help")} disabled=${!ready || !catalog.value} onClick=${newStart}>
        <${Icon} name="die" />
      </button>
    </div>
  </div>`;
}
