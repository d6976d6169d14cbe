/** @typedef {import("../types.js").Speed} Speed */
import { signal } from "@preact/signals";
import { setSpeed } from "../commands.js";
import { fill } from "../controls/setting-row.js";
import { formatLocal } from "../format.js";
import { fieldValue, html } from "../html.js";
import { language, t } from "../i18n.js";
import { debounce } from "../pace.js";
import { catalog, run } from "../store.js";

/** Where the slider stands while it is dragged. @type {import("../store.js").Signal<number | null>} */
const dragged = signal(null);

const sendSpeed = debounce((/** @type {Speed} */ speed) => {
  setSpeed(speed);
  dragged.value = null;
}, 100);

/** @param {Speed} speed */
export function speedText({ unit, per_second: rate }) {
  if (rate === null) return t("speed.full");
  const text = t(`speed.${unit}`, { count: rate });
  return rate >= 1000 ? text.replace(String(rate), formatLocal(rate, language.value)) : text;
}

/** A share of the way from phases to full speed, for sorting. @param {Speed} speed */
const pace = ({ unit, per_second: rate }) => (rate ?? Infinity) * (unit === "step" ? 1e3 : 1);

/** @param {Speed[]} speeds @param {Speed | undefined} speed */
function positionOf(speeds, speed) {
  if (!speed) return 0;
  const later = speeds.findIndex((stop) => pace(stop) >= pace(speed));
  return later < 0 ? speeds.length - 1 : later;
}

export function SpeedControl() {
  const speeds = catalog.value?.speeds ?? [];
  const position = dragged.value ?? positionOf(speeds, run.value?.speed);
  const text = speeds.length ? speedText(speeds[position]) : "";
  /** @param {Event} event */
  const slide = (event) => {
    dragged.value = Number(fieldValue(event));
    sendSpeed(speeds[dragged.value]);
  };
  return html`<div class="speed">
    <input type="range" min="0" max=${Math.max(1, speeds.length - 1)} step="1" value=${position}
      aria-label=${t("speed.label")} aria-valuetext=${text} disabled=${!speeds.length}
      ref=${fill(position / Math.max(1, speeds.length - 1))} onInput=${slide} />
    <span>${text || t("speed.label")}</span>
  </div>`;
}
