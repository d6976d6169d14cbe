/** Where a thing is and where the network takes it to be, over its picture. */
import { useEffect, useRef } from "preact/hooks";
import { follow } from "../commands.js";
import { colour } from "../controls/canvas.js";
import { boxHead, classHead, intersectionOverUnion, placed } from "../detection.js";
import { formatPercent } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { inkOf } from "../stage/columns/maps.js";
import { data, spotlight } from "../store.js";
import { shows } from "../subscription.js";
import { theme } from "../theme.js";

/** @typedef {import("../types.js").GalleryItem} GalleryItem */

const place = shows("spotlight");
const gallery = shows("results");

const WHOLE = { x: 0, y: 0, width: 100, height: 100 };

/** Ink on the panel, a pixel a cell. @param {HTMLCanvasElement} canvas @param {number[]} inks  0 to 1 */
function paint(canvas, inks) {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colour("--ink");
  for (const [i, ink] of inks.entries()) {
    context.globalAlpha = ink;
    context.fillRect(i % canvas.width, Math.floor(i / canvas.width), 1, 1);
  }
}

/** @param {{ box: number[], kind: string }} _ */
function Outline({ box, kind }) {
  const [x, y, width, height] = placed(box, WHOLE);
  // Before the first frame, and of a network that diverged, there is no box.
  if (![x, y, width, height].every(Number.isFinite)) return null;
  return html`<rect class=${kind} x=${x} y=${y} width=${width} height=${height} />`;
}

/** @param {{ inks: number[], shape: [number, number], truth: number[] | null, found: number[] | null }} _ */
function Boxed({ inks, shape, truth, found }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const inForce = theme.value;
  useEffect(() => {
    if (canvas.current) paint(canvas.current, inks);
  }, [inks, inForce]);
  return html`<span class="boxed" aria-hidden="true">
    <canvas ref=${canvas} width=${shape[1]} height=${shape[0]}></canvas>
    <svg viewBox="0 0 100 100" preserveAspectRatio="none">
      ${found && html`<${Outline} box=${found} kind="halo" />`}
      ${truth && html`<${Outline} box=${truth} kind="halo" />`}
      ${truth && html`<${Outline} box=${truth} kind="true line" />`}
      ${found && html`<${Outline} box=${found} kind="found line" />`}
    </svg>
  </span>`;
}

/** The name of the class with the largest share. @param {number[]} shares @param {string[]} classes */
const largest = (shares, classes) => classes[shares.indexOf(Math.max(...shares))];

/** One of the test samples. @param {{ item: GalleryItem, outputs: number[] }} _ */
function Pick({ item, outputs }) {
  const { shape, classes } = data.value ?? {};
  if (!shape || !classes || !item.box) return null;
  const found = boxHead(outputs);
  const answer = largest(classHead(outputs), classes);
  const followed = spotlight.value;
  const label = t("boxes.pick", {
    ...{ number: item.index + 1, target: classes[item.target], answer },
    overlap: formatPercent(intersectionOverUnion(item.box, found)),
  });
  return html`<li><button type="button" aria-label=${label} title=${label}
      aria-pressed=${followed?.split === item.split && followed.index === item.index}
      onClick=${() => follow(item)}>
    <${Boxed} inks=${item.pixels} shape=${shape} truth=${item.box} found=${found} />
    <span class=${answer === classes[item.target] ? "" : "wrong"}>${answer}</span>
  </button></li>`;
}

/** The first test samples, with what is answered to them. */
export function BoxGallery() {
  const { step } = numbers.value; // The numbers' slow rhythm is this panel's too.
  const picture = currentPicture();
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const answers = picture?.tensor("box_answers", last);
  const [count, outputs] = picture?.shape("box_answers", last) ?? [0, 0];
  if (!answers) return null;
  const items = data.value?.gallery?.slice(0, count) ?? [];
  return html`<section class="where" ref=${gallery} data-step=${step}>
    <h2>${t("boxes.tests")}</h2>
    <ul class="boxes" aria-label=${t("boxes.gallery")}>${items.map(
      (item, i) => html`<${Pick} key=${item.index} item=${item}
        outputs=${Array.from(answers.subarray(i * outputs, (i + 1) * outputs))} />`,
    )}</ul></section>`;
}

/** A box as numbers. @param {{ name: string, kind: "true" | "found", box: number[] }} _ */
function Row({ name, kind, box }) {
  return html`<tr class=${kind}><th scope="row"><svg class="sample" viewBox="0 0 22 4" aria-hidden="true">
      <line x1="0" y1="2" x2="22" y2="2" class=${`${kind} line`} /></svg>${name}</th>
    ${box.map((number, i) => html`<td key=${i}>${number.toFixed(3)}</td>`)}</tr>`;
}

/** The sample that is followed, and where the network takes it to be. */
export function Boxes() {
  const { step } = numbers.value; // The numbers' slow rhythm is this panel's too.
  const picture = currentPicture();
  const shape = data.value?.shape;
  const last = picture?.layout.layers.at(-1)?.index ?? 0;
  const inputs = picture?.tensor("activations", 0);
  const target = picture?.tensor("target", last);
  const outputs = picture?.tensor("activations", last);
  if (!shape || !inputs || !target || !outputs) return null;
  const [asked, found] = [boxHead(target), boxHead(outputs)];
  // Nobody has said where it is in a drawing.
  const truth = asked.every(Number.isFinite) ? asked : null;
  const overlap = formatPercent(truth && intersectionOverUnion(truth, found));
  const inks = inkOf(inputs).map((ink) => ink / 255);
  return html`<section class="where" ref=${place} data-step=${step}>
    <h2>${t("boxes.title")}</h2>
    <div class="followed">
    <span role="img" aria-label=${t("boxes.picture", { overlap })}>
      <${Boxed} inks=${inks} shape=${shape} truth=${truth} found=${found} /></span>
    <div><p class="overlap">${t("boxes.iou")} <b data-metric="iou">${overlap}</b></p>
        <p class="fine">${t("boxes.help")}</p></div>
    </div>
    <table><thead><tr><td></td>${["x", "y", "w", "h"].map(
      (name) => html`<th key=${name} scope="col">${name}</th>`,
    )}</tr></thead>
    <tbody>${truth && html`<${Row} name=${t("boxes.true")} kind="true" box=${truth} />`}
      <${Row} name=${t("boxes.found")} kind="found" box=${found} /></tbody></table></section>`;
}
