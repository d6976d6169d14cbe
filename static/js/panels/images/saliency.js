/** Which pixels of the followed sample a class's score depends on. */
import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { colour, lineWidth } from "../../controls/canvas.js";
import { formatPercent, formatQuantity, NOTHING } from "../../format.js";
import { fieldValue, html } from "../../html.js";
import { t } from "../../i18n.js";
import { saliency, useAnswer } from "../../images/answers.js";
import { bytesOf, floatsOf } from "../../images/base64.js";
import { drawSaliency, strongest } from "../../images/saliency-map.js";
import { ofBeside } from "../../images/shown.js";
import { data } from "../../store.js";
import { theme } from "../../theme.js";
import { PointedCanvas } from "./pointed-canvas.js";
import { nameOf } from "./shots.js";

/** @typedef {import("./pointed-canvas.js").Place} Place */
/** @typedef {import("./pointed-canvas.js").Surface} Surface */
/** @typedef {import("../../images/types.js").SaliencyMap} SaliencyMap */

const LISTED = 8;

/** The class whose score it is, null for the one that is answered. @type {import("../../store.js").Signal<number | null>} */
const label = signal(null);

/** Whether the sign is shown. */
const signed = signal(true);

/** The pixel that is pointed at, by its place. @type {import("../../store.js").Signal<number | null>} */
const pointed = signal(null);

/** @param {{ place: number, columns: number, value: number }} _ */
const words = ({ place, columns, value }) =>
  t("images.saliency.at", {
    row: Math.floor(place / columns) + 1,
    column: (place % columns) + 1,
    value: formatQuantity(value, 3),
  });

/** @param {{ map: SaliencyMap, shape: [number, number], step: number }} _ */
function MapPicture({ map, shape: [rows, columns], step }) {
  const values = useMemo(() => floatsOf(map.values), [map.values]);
  const pixels = useMemo(() => bytesOf(map.pixels), [map.pixels]);
  const place = pointed.value !== null && pointed.value < values.length ? pointed.value : null;
  const read = place ?? strongest(values, 1)[0];
  /** @param {Surface} surface */
  const paint = ({ context, width }) => {
    const hues = {
      ink: colour("--ink"),
      pos: colour("--pos"),
      neg: colour("--neg"),
      size: colour("--bwd"),
    };
    drawSaliency(context, width, [rows, columns], pixels, values, hues, signed.value);
    if (place === null) return;
    const cell = width / Math.max(rows, columns);
    context.strokeStyle = hues.ink;
    context.lineWidth = lineWidth(1.5);
    context.strokeRect((place % columns) * cell, Math.floor(place / columns) * cell, cell, cell);
  };
  /** @param {Place | null} at */
  const point = (at) => {
    if (!at) {
      pointed.value = null;
      return;
    }
    const cell = at.width / Math.max(rows, columns);
    const [row, column] = [Math.floor(at.y / cell), Math.floor(at.x / cell)];
    const inside = row >= 0 && row < rows && column >= 0 && column < columns;
    pointed.value = inside ? row * columns + column : null;
  };
  /** @param {number} right @param {number} down */
  const walk = (right, down) => {
    const row = Math.max(0, Math.min(rows - 1, Math.floor(read / columns) + down));
    const column = Math.max(0, Math.min(columns - 1, (read % columns) + right));
    pointed.value = row * columns + column;
  };
  const said = t("images.saliency.label", { class: nameOf(map.label) });
  return html`<${PointedCanvas} name="saliency-map" label=${said}
      values=${{ step, label: map.label, answer: map.answer, score: map.score, place: place ?? "" }}
      paint=${paint} onPoint=${point} onWalk=${walk} />
    <p class="reading" aria-live="polite" data-value=${values[read]}>${words({ place: read, columns, value: values[read] })}</p>
    <table class="sr-only"><caption>${t("images.saliency.table", { count: LISTED })}</caption>
      <tbody>${strongest(values, LISTED).map(
        (at) =>
          html`<tr key=${at}><td>${words({ place: at, columns, value: values[at] })}</td></tr>`,
      )}</tbody></table>`;
}

export function SaliencyPicture() {
  const asked =
    label.value !== null && label.value < (data.value?.classes?.length ?? 0) ? label.value : null;
  const told = useAnswer(saliency, { label: asked, beside: ofBeside.value });
  const { classes, shape } = data.value ?? {};
  if (!classes || !shape) return null;
  const map = told?.map;
  /** @param {Event} event */
  const choose = (event) => {
    const value = fieldValue(event);
    label.value = value === "" ? null : Number(value);
  };
  const answer = map ? t("images.saliency.answer", { name: nameOf(map.answer) }) : NOTHING;
  return html`<section class="saliency" data-theme-in-force=${theme.value}>
    <h2><span>${t("images.saliency")}</span><span class="toggles"><label class="toggle">
      <input type="checkbox" checked=${!signed.value} onChange=${() => {
        signed.value = !signed.value;
      }} />${t("images.saliency.absolute")}</label></span></h2>
    <div class="saliency-row">
      <div class="saliency-side">
        <select class="value left" aria-label=${t("images.saliency.class")} onChange=${choose}>
          <option value="" selected=${asked === null}>${answer}</option>
          ${classes.map(
            (name, i) => html`<option key=${i} value=${i} selected=${asked === i}>${name}</option>`,
          )}
        </select>
        ${
          map &&
          html`<dl>
            <div><dt>${t("images.saliency.score", { name: nameOf(map.label) })}</dt><dd>${formatQuantity(map.score, 3)}</dd></div>
            <div><dt>${t("images.saliency.chance")}</dt><dd>${formatPercent(map.chances[map.label])}</dd></div>
            <div><dt>${t("images.saliency.truth")}</dt><dd>${map.truth === null ? NOTHING : nameOf(map.truth)}</dd></div>
          </dl>`
        }
      </div>
      <div class="saliency-picture">${map && html`<${MapPicture} map=${map} shape=${shape} step=${told.step} />`}</div>
    </div>
    <p class="fine">${t(signed.value ? "images.saliency.help" : "images.saliency.helpAbsolute")}</p>
  </section>`;
}
