/** What the network was told the truth about: what it said before, and what it says by now. */
/** @typedef {import("../corrections/corrections.js").Graded} Graded */
/** @typedef {import("../types.js").Verdict} Verdict */
import { settingAt } from "../catalog.js";
import { correct } from "../commands.js";
import { Icon } from "../controls/icon.js";
import { More } from "../controls/more.js";
import { SettingRow } from "../controls/setting-row.js";
import {
  bringBack,
  correctable,
  countRight,
  graded,
  isRight,
  missing,
  putBack,
  removed,
  takeBackAll,
  takeBackCorrection,
} from "../corrections/corrections.js";
import { shortened } from "../corrections/link.js";
import { takeHome } from "../corrections/take-home.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { catalog, data, mayCommand, spotlight } from "../store.js";
import { SmallPicture } from "./small-picture.js";

/** @param {Verdict | null} verdict */
const shareOf = (verdict) =>
  verdict ? t("corrections.share", { percent: Math.round(100 * verdict.probability) }) : "–";

/** @param {Verdict | null} verdict @param {string[]} classes */
const saidOf = (verdict, classes) => (verdict ? classes[verdict.answer] : "–");

/** @param {{ each: Graded, classes: string[], shape: [number, number] }} _ */
function Row({ each, classes, shape }) {
  const { pixels, label, before, now } = each;
  const name = classes[label] ?? String(label);
  const words = t("corrections.row", {
    name,
    before: saidOf(before, classes),
    now: saidOf(now, classes),
    shareBefore: shareOf(before),
    shareNow: shareOf(now),
  });
  const right = isRight(now, label);
  return html`<li>
    <${SmallPicture} pixels=${pixels} shape=${shape} />
    <span class="sr-only">${words}</span>
    <b class="truth" aria-hidden="true" title=${words}>${name}</b>
    <span class="verdicts" aria-hidden="true" title=${words}>${saidOf(before, classes)} → <b>${saidOf(now, classes)}</b>${
      right ? html`<${Icon} name="check" />` : ""
    }</span>
    <span class="share" aria-hidden="true" title=${t("corrections.share.title")}>${shareOf(before)} → <b>${shareOf(now)}</b></span>
    <button class="round" type="button" disabled=${!mayCommand.value}
      aria-label=${t("corrections.remove", { name })} title=${t("corrections.remove", { name })}
      onClick=${() => takeBackCorrection(pixels)}>×</button>
  </li>`;
}

/** @param {{ list: Graded[] }} _ */
function Score({ list }) {
  const counts = {
    count: list.length,
    before: countRight(list, "before"),
    now: countRight(list, "now"),
  };
  return html`<p class="score" role="status">${t("corrections.score", counts)}</p>`;
}

/** The sample that is followed is something else than its data say, or is to be learned as well. */
function Followed() {
  const { split, index } = spotlight.value ?? {};
  const classes = data.value?.classes ?? [];
  if (!mayCommand.value || index === undefined || (split !== "train" && split !== "test"))
    return null;
  return html`<${More} title=${t("corrections.followed")}>
    <div class="chips" role="group" aria-label=${t("corrections.followed")}>
      ${classes.map(
        (name, label) => html`<button key=${label} type="button" class="chip"
          aria-label=${t("pad.really.is", { name })}
          onClick=${() => correct({ label, sample: { split, index } })}>${name}</button>`,
      )}
    </div>
    ${split === "test" && html`<p class="fine">${t("corrections.followed.test")}</p>`}
  <//>`;
}

/** What can be had again. @param {{ what: "missing" | "removed", count: number, how: (most: number) => void }} _ */
function Again({ what, count, how }) {
  if (!count || !mayCommand.value) return null;
  return html`<p class="fine">${t(`corrections.${what}`, { count })}
    <button class="text-button" type="button"
      onClick=${() => how(catalog.value?.limits.corrections ?? 0)}>${t(`corrections.${what}.again`)}</button></p>`;
}

/** @param {{ list: Graded[], classes: string[], shape: [number, number] }} _ */
function Tools({ list, classes, shape }) {
  const weight = catalog.value && settingAt(catalog.value, "training.correction_weight");
  return html`${
    weight &&
    html`<fieldset disabled=${!mayCommand.value}><${SettingRow} setting=${weight} /></fieldset>
    <p class="fine">${t("corrections.weight.help")}</p>`
  }
    ${shortened.value && html`<p class="fine">${t("corrections.link")}</p>`}
    <div class="row"><button class="text-button" type="button"
        onClick=${() => takeHome(list, classes, shape, "corrections")}>${t("corrections.export")}</button>
      <button class="text-button" type="button" disabled=${!mayCommand.value}
        onClick=${takeBackAll}>${t("corrections.clear")}</button></div>`;
}

/** Only where samples are pictures. */
export function Corrections() {
  const { classes, shape } = data.value ?? {};
  if (!correctable.value || !classes || !shape) return null;
  const list = graded.value;
  return html`<section class="corrections">
    <h3>${t("corrections.title")}</h3>
    ${
      list.length > 0
        ? html`<${Score} list=${list} />
          <ul class="graded" aria-label=${t("corrections.title")}>${list.map(
            (each) =>
              html`<${Row} key=${each.pixels} each=${each} classes=${classes} shape=${shape} />`,
          )}</ul>
          <${Tools} list=${list} classes=${classes} shape=${shape} />`
        : html`<p class="fine">${t("corrections.none")}</p>`
    }
    <${Again} what="removed" count=${removed.value.length} how=${putBack} />
    <${Again} what="missing" count=${missing.value.length} how=${bringBack} />
    <${Followed} />
  </section>`;
}
