/** What the network answers over the plane, as a table for those who do not see the drawing. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { formatPercent, formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { throttle } from "../pace.js";
import { areaMeans } from "../plane/areas.js";
import { data } from "../store.js";

const SPEAKABLE = 2500; // milliseconds: nobody reads a table faster
const ROWS = ["top", "middle", "bottom"];
const COLUMNS = ["left", "middle", "right"];

/** @param {boolean} regression */
function means(regression) {
  const picture = currentPicture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const values = picture?.tensor("boundary", last);
  const shape = picture?.shape("boundary", last);
  if (!values || !shape) return null;
  const unit = (picture?.tensor("boundary_scale", last)?.[0] ?? 1) / 127;
  return areaMeans(
    values,
    shape,
    regression ? (value) => value * unit : (value) => Number(value > 0),
  );
}

export function Areas() {
  const table = useSignal(/** @type {number[][] | null} */ (null));
  const regression = data.value?.task === "regression";
  const refresh = useMemo(
    () =>
      throttle(() => {
        table.value = means(data.peek()?.task === "regression");
      }, SPEAKABLE),
    [],
  );
  useEffect(() => refresh.cancel, []);
  useSignalEffect(() => {
    if (numbers.value) refresh();
  });
  if (!table.value) return null;
  const format = regression ? formatQuantity : formatPercent;
  return html`<table class="sr-only areas">
    <caption>${t("plane.areas")}. ${t(regression ? "plane.areas.mean" : "plane.areas.share")}</caption>
    <thead><tr><td></td>${COLUMNS.map(
      (name) => html`<th key=${name} scope="col">${t(`plane.${name}`)}</th>`,
    )}</tr></thead>
    <tbody>${table.value.map(
      (row, i) => html`<tr key=${ROWS[i]}><th scope="row">${t(`plane.${ROWS[i]}`)}</th>
        ${row.map((mean, j) => html`<td key=${COLUMNS[j]}>${format(mean)}</td>`)}</tr>`,
    )}</tbody>
  </table>`;
}
