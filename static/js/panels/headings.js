/** Above each column: what the layer is, and the buttons that change its size. */
/** Where a column stands on the canvas; `x` is its left side.
 * @typedef {{ index: number, x: number, width: number, top: number, bottom: number,
 *   units: number }} Column */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */
import { signal } from "@preact/signals";
import { edit } from "../commands.js";
import { besideLayout } from "../compare/named.js";
import { widthOf, withWidth } from "../experiment.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { nameOfLayer } from "../names.js";
import { problemsOf } from "../problems/problems.js";
import { projector } from "../screen.js";
import { catalog, layout, mayCommand, shown } from "../store.js";
import { ProblemMark } from "./problem-mark.js";

/** Where the columns stand. @type {import("../store.js").Signal<Column[]>} */
export const columns = signal([]);

/** Where those of the network beside this one stand. @type {import("../store.js").Signal<Column[]>} */
export const besideColumns = signal([]);

const ROOMY = 120; // pixels between columns for a whole heading in small text
const NARROW = 62; // below this only numbers fit
const LARGER = 1.6; // text on a projector

/** @param {Column} column */
const centre = ({ x, width }) => x + width / 2;

/** @param {string} kind */
const isHidden = (kind) => kind !== "input" && kind !== "output";

/** @param {LayoutLayer} layer @param {"roomy" | "close" | "narrow"} fit */
function title({ kind, index }, fit) {
  return isHidden(kind) && fit === "narrow" ? String(index) : nameOfLayer(index);
}

/** @param {LayoutLayer} layer @param {"roomy" | "close" | "narrow"} fit */
function subtitle({ kind, units, activation }, fit) {
  // The short names of functions are the same in all languages.
  const named =
    catalog.value?.activations.find(({ name }) => name === activation)?.title.en ?? activation;
  if (fit === "narrow") return String(units);
  if (fit === "close") return [units, isHidden(kind) && named].filter(Boolean).join(" · ");
  if (kind === "input") return t("layers.inputs", { count: units });
  if (kind === "output") return t("layers.outputs", { count: units });
  return `${t("layers.neurons", { count: units })} · ${named}`;
}

/** @param {{ layer: number }} _  index in the layout: the first hidden layer is 1 */
function SizeButtons({ layer }) {
  const spec = shown.value?.network.layers[layer - 1];
  const width = widthOf(spec);
  if (!width || !spec) return null;
  const most = mostOf(spec.kind, width.setting);
  /** @param {number} by */
  const resize = (by) =>
    edit((whole) => {
      const now = widthOf(whole.network.layers[layer - 1]);
      return now ? withWidth(whole, layer - 1, now.value + by) : whole;
    });
  const name = nameOfLayer(layer, { within: true });
  return html`<span class="size">
    <button class="round" type="button" aria-label=${t(`layers.fewer.${width.setting}`, { layer: name })}
      disabled=${width.value <= 1} onClick=${() => resize(-1)}>−</button>
    <button class="round" type="button" aria-label=${t(`layers.more.${width.setting}`, { layer: name })}
      disabled=${width.value >= most} onClick=${() => resize(1)}>+</button>
  </span>`;
}

/** The largest value of a setting. @param {string} kind @param {string} name */
const mostOf = (kind, name) =>
  catalog.value?.layers
    .find((layer) => layer.kind === kind)
    ?.settings.find((setting) => setting.name === name)?.maximum ?? 0;

/** How much of a heading fits over its column. @param {Column[]} places */
function fitOf(places) {
  const gap = places.length > 1 ? centre(places[1]) - centre(places[0]) : Infinity;
  const room = gap / (projector.value ? LARGER : 1);
  return room >= ROOMY ? "roomy" : room >= NARROW ? "close" : "narrow";
}

/**
 * The headings as texts, for pictures of the network.
 * @returns {{ x: number, title: string, subtitle: string, fit: "roomy" | "close" | "narrow" }[]}
 */
export function headingTexts() {
  const layers = layout.value?.layers ?? [];
  const places = columns.value;
  if (places.length !== layers.length) return [];
  const fit = fitOf(places);
  return layers.map((layer, i) => {
    return { x: centre(places[i]), title: title(layer, fit), subtitle: subtitle(layer, fit), fit };
  });
}

/** @param {{ layers: LayoutLayer[], places: Column[], mine: boolean }} _  mine: that of this room */
function Row({ layers, places, mine }) {
  if (!layers.length || places.length !== layers.length) return null;
  const fit = fitOf(places);
  return html`<div class=${`headings ${fit}`}>
    ${layers.map(
      (layer, i) => html`<div key=${layer.index} class="heading"
        ref=${(/** @type {HTMLElement | null} */ element) =>
          element?.style.setProperty("left", `${centre(places[i])}px`)}>
        <b>${title(layer, fit)}${
          mine &&
          problemsOf(layer.index).map(
            (problem) => html`<${ProblemMark} key=${problem.code} problem=${problem} />`,
          )
        }</b>
        <span>${subtitle(layer, fit)}</span>
        ${mine && mayCommand.value && isHidden(layer.kind) && html`<${SizeButtons} layer=${layer.index} />`}
      </div>`,
    )}
  </div>`;
}

export function Headings() {
  return html`<${Row} layers=${layout.value?.layers ?? []} places=${columns.value} mine=${true} />`;
}

/** The same of the network beside it, which is looked at only. */
export function BesideHeadings() {
  return html`<${Row} layers=${besideLayout.value?.layers ?? []} places=${besideColumns.value}
    mine=${false} />`;
}
