/** Which classes are taken for which, over the test samples; of images each cell opens its own. */
import { html } from "../html.js";
import { t } from "../i18n.js";
import { openCell } from "../images/answers.js";
import { currentPicture, numbers } from "../live.js";
import { data } from "../store.js";
import { ConfusedSamples } from "./images/confused.js";

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Arrow keys walk to the next cell that can be opened. @param {KeyboardEvent} event */
function walk(event) {
  const arrow = ARROWS[event.key];
  const table = /** @type {HTMLElement} */ (event.currentTarget);
  const cell = /** @type {HTMLElement} */ (event.target).closest("td");
  if (!arrow || !cell) return;
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].slice(1));
  let row = rows.findIndex((cells) => cells.includes(cell));
  let column = rows[row].indexOf(cell);
  /** @type {HTMLElement | null | undefined} */
  let next = null;
  while (!next && rows[row + arrow[0]]?.[column + arrow[1]]) {
    [row, column] = [row + arrow[0], column + arrow[1]];
    next = rows[row][column].querySelector("button");
  }
  next?.focus();
  event.preventDefault();
  event.stopPropagation(); // The page's own arrow keys make steps.
}

/** @param {{ count: number, truth: number, answer: number, first: boolean }} _ */
function CellButton({ count, truth, answer, first }) {
  const classes = data.value?.classes ?? [];
  const { truth: row, answer: column } = openCell.value ?? {};
  const open = row === truth && column === answer;
  const label = t("images.cell.open", { count, truth: classes[truth], answer: classes[answer] });
  return html`<button type="button" aria-expanded=${open} aria-label=${label} title=${label}
    data-cell=${`${truth} ${answer}`} tabindex=${open || (first && !openCell.value) ? 0 : -1}
    onClick=${() => {
      openCell.value = open ? null : { truth, answer };
    }}>${count}</button>`;
}

export function Confusion() {
  // Drawn anew as often as numbers are.
  void numbers.value;
  const picture = currentPicture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const counts = picture?.tensor("confusion", last);
  const classes = data.value?.classes;
  if (!counts || !classes) return null;
  const size = classes.length;
  const rows = classes.map((_, row) => Array.from(counts.subarray(row * size, (row + 1) * size)));
  const images = data.value?.view === "image";
  const first = counts.findIndex((count) => count > 0);
  /** @param {number} count @param {number} i @param {number} j */
  const content = (count, i, j) => {
    if (!count) return "";
    if (!images) return count;
    return html`<${CellButton} count=${count} truth=${i} answer=${j} first=${first === i * size + j} />`;
  };
  return html`<table class=${size > 5 ? "confusion dense" : "confusion"} data-step=${picture?.stepOf("results")}
      onKeyDown=${images ? walk : undefined}>
    <caption class="sr-only">${t("result.confusion.caption")}</caption>
    <thead><tr><td></td>${classes.map(
      (name) => html`<th scope="col" title=${name}><span>${name}</span></th>`,
    )}</tr></thead>
    <tbody>${rows.map((row, i) => {
      const total = row.reduce((sum, count) => sum + count, 0) || 1;
      return html`<tr key=${i}><th scope="row" title=${classes[i]}><span>${classes[i]}</span></th>
        ${row.map(
          (count, j) => html`<td key=${j} class=${i === j ? "hit" : "miss"}
            ref=${shade(count / total)}>${content(count, i, j)}</td>`,
        )}</tr>`;
    })}</tbody>
  </table>
  ${images && openCell.value && html`<${ConfusedSamples} ...${openCell.value} />`}`;
}

/** @param {number} share  of the row */
const shade = (share) => (/** @type {HTMLElement | null} */ cell) => {
  cell?.style.setProperty("--share", String(share));
  cell?.classList.toggle("strong", share > 0.55);
};
