/** Which classes are taken for which, over the test samples. */
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { data } from "../store.js";

export function Confusion() {
  const { step } = numbers.value;
  const picture = currentPicture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const counts = picture?.tensor("confusion", last);
  const classes = data.value?.classes;
  if (!counts || !classes) return null;
  const size = classes.length;
  const rows = classes.map((_, row) => Array.from(counts.subarray(row * size, (row + 1) * size)));
  return html`<table class=${size > 5 ? "confusion dense" : "confusion"} data-step=${step}>
    <caption class="sr-only">${t("result.confusion.caption")}</caption>
    <thead><tr><td></td>${classes.map(
      (name) => html`<th scope="col" title=${name}><span>${name}</span></th>`,
    )}</tr></thead>
    <tbody>${rows.map((row, i) => {
      const total = row.reduce((sum, count) => sum + count, 0) || 1;
      return html`<tr key=${i}><th scope="row" title=${classes[i]}><span>${classes[i]}</span></th>
        ${row.map(
          (count, j) => html`<td key=${j} class=${i === j ? "hit" : "miss"}
            ref=${shade(count / total)}>${count || ""}</td>`,
        )}</tr>`;
    })}</tbody>
  </table>`;
}

/** @param {number} share  of the row */
const shade = (share) => (/** @type {HTMLElement | null} */ cell) => {
  cell?.style.setProperty("--share", String(share));
  cell?.classList.toggle("strong", share > 0.55);
};
