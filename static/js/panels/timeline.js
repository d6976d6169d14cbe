/** The whole run in one row: where one stands, and everything one can go back to. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { lossEra, losses } from "../charts/losses.js";
import { colour, sharpContext, watchSize } from "../controls/canvas.js";
import { Icon } from "../controls/icon.js";
import { formatLocal } from "../format.js";
import { html } from "../html.js";
import { language, t } from "../i18n.js";
import { numbers } from "../live.js";
import { tellOnlyPresenter } from "../roles.js";
import { changes, link, mayCommand } from "../store.js";
import { theme } from "../theme.js";
import { drawTimeline, INSET } from "../timeline/draw.js";
import { backToNow, handleStep, toggleBookmark } from "../timeline/seeking.js";
import { shareOf } from "../timeline/slider.js";
import { styleOf } from "../timeline/styles.js";
import {
  bookmarkNow,
  bookmarksHere,
  branches,
  forks,
  inPast,
  latest,
  timeline,
} from "../timeline/time.js";
import { CompareButton } from "./compare-dialog.js";
import { openTimeline } from "./timeline-dialog.js";
import { trackHandlers } from "./timeline-pointer.js";

const CHIP_TURNS = 0.5; // beyond this share of the way the words stand left of the handle

function Picture() {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const size = useRef({ width: 0, height: 0 });

  const draw = () => {
    const { width, height } = size.current;
    if (!canvas.current || !width) return;
    drawTimeline(sharpContext(canvas.current, width, height), width, height, {
      history: losses,
      step: handleStep.value,
      latest: latest.value,
      changes: changes.value.map((change) => change.step),
      stars: bookmarksHere.value.map((mark) => mark.step),
      forks: forks.value.map(({ branch, step }) => ({
        step,
        colour: colour(styleOf(branch).colour),
      })),
      colour,
    });
  };
  useEffect(() => {
    if (!canvas.current) return undefined;
    return watchSize(canvas.current, (width, height) => {
      size.current = { width, height };
      draw();
    });
  }, []);
  // The numbers' rhythm is slow enough for a picture of the whole run.
  useSignalEffect(() => {
    if (numbers.value && lossEra.value >= 0 && theme.value) draw();
  });
  return html`<canvas ref=${canvas} aria-hidden="true"></canvas>`;
}

/** Where the handle stands, for the stylesheet. @param {number} share */
const place = (share) => (/** @type {HTMLElement | null} */ element) =>
  element?.style.setProperty("--share", String(share));

/** Says that one stands in the past, and what happens there. */
function Chip() {
  const step = handleStep.value;
  if (step >= latest.value) return null;
  const share = shareOf(step, latest.value);
  return html`<span class=${share > CHIP_TURNS ? "past-chip before" : "past-chip"} ref=${place(share)}>
    <b>${t("time.step", { step })}</b>
    ${mayCommand.value && html`<span class="past-help">${t("time.branchHere")}</span>`}
  </span>`;
}

function Track() {
  const last = latest.value;
  const step = Math.min(handleStep.value, last);
  const words = t("time.position", { step, latest: last });
  return html`<div class="track" role="slider" tabindex="0" id="timeline-track"
    ref=${(/** @type {HTMLElement | null} */ element) =>
      element?.style.setProperty("--inset", `${INSET}px`)}
    aria-label=${t("time.title")} aria-valuemin="0" aria-valuemax=${last} aria-valuenow=${step}
    aria-valuetext=${words} aria-describedby="timeline-help" aria-disabled=${!mayCommand.value}
    ...${trackHandlers}>
    <${Picture} />
    <i class="knob" ref=${place(shareOf(step, last))}></i>
    <${Chip} />
  </div>`;
}

/** @param {() => void} act */
const allowed = (act) => () => (mayCommand.value ? act() : tellOnlyPresenter());

function Star() {
  const marked = bookmarkNow.value !== null;
  const name = t(marked ? "time.unmark" : "time.mark");
  return html`<button class=${marked ? "button square star on" : "button square star"} type="button"
    aria-label=${name} title=${`${name} (B)`} aria-pressed=${marked}
    disabled=${link.value.status !== "open" || timeline.value === null}
    onClick=${allowed(toggleBookmark)}><${Icon} name="star" /></button>`;
}

export function Timeline() {
  const marks = timeline.value?.bookmarks.length ?? 0;
  const now = inPast.value;
  return html`<section class=${now ? "timeline past" : "timeline"} aria-label=${t("time.title")}>
    <span class="end">0</span>
    <${Track} />
    <span class="end last">${formatLocal(latest.value, language.value)}</span>
    <p class="sr-only" id="timeline-help">${
      now ? t("time.playHere", { step: numbers.value.step }) : t("time.keys")
    }</p>
    <div class="time-buttons">
      <button class="button now" type="button" disabled=${!now} title=${t("time.back.help")}
        onClick=${allowed(backToNow)}><${Icon} name="now" />${t("time.back")}</button>
      <${Star} />
      <button class="button" type="button" aria-haspopup="dialog" title=${t("time.open")}
        onClick=${openTimeline}><${Icon} name="branch" />${t("time.branches", {
          count: branches.value.length,
        })}</button>
      <button class="button bookmarks-button" type="button" aria-haspopup="dialog"
        title=${t("time.open")} onClick=${openTimeline}>${t("time.bookmarks", { count: marks })}</button>
      <${CompareButton} />
    </div>
  </section>`;
}
