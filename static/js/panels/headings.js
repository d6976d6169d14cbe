/** Above each column: what the layer is, and the buttons that change its size. */
/** @typedef {import("../networks.js").Column} Column */
/** @typedef {import("../networks.js").Network} Network */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */
import { edit } from "../commands.js";
import { withUnits } from "../experiment.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { besideNetwork, ownNetwork } from "../networks.js";
import { problemsOf } from "../problems/problems.js";
import { projector } from "../screen.js";
import { catalog, layout, mayCommand, shown } from "../store.js";
import { ProblemMark } from "./problem-mark.js";

const ROOMY = 120; // pixels between columns for a whole heading in small text
const NARROW = 62; // below this only numbers fit
const LARGER = 1.6; // text on a projector

/** @param {Column} column */
const centre = ({ x, width }) => x + width / 2;

/** @param {string} kind */
const isHidden = (kind) => kind !== "input" && kind !== "output";

/** @param {LayoutLayer} layer @param {"roomy" | "close" | "narrow"} fit */
function title({ kind, index }, fit) {
  if (!isHidden(kind)) return t(`layers.${kind}`);
  return fit === "narrow" ? String(index) : t("layers.hidden", { layer: index });
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
  const units = shown.value?.network.layers[layer - 1]?.units ?? 1;
  const most = catalog.value?.limits.units ?? 0;
  /** @param {number} by */
  const resize = (by) =>
    edit((whole) => {
      const now = whole.network.layers[layer - 1]?.units;
      return now === undefined ? whole : withUnits(whole, layer - 1, now + by);
    });
  return html`<span class="size">
    <button class="round" type="button" aria-label=${t("layers.fewer", { layer })}
      disabled=${units <= 1} onClick=${() => resize(-1)}>−</button>
    <button class="round" type="button" aria-label=${t("layers.more", { layer })}
      disabled=${units >= most} onClick=${() => resize(1)}>+</button>
  </span>`;
}

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
  const places = ownNetwork.columns.value;
  if (places.length !== layers.length) return [];
  const fit = fitOf(places);
  return layers.map((layer, i) => {
    return { x: centre(places[i]), title: title(layer, fit), subtitle: subtitle(layer, fit), fit };
  });
}

/** @param {{ network: Network, mine: boolean }} _  mine: that of this room */
function Row({ network, mine }) {
  const layers = network.layout.value?.layers ?? [];
  const places = network.columns.value;
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
  return html`<${Row} network=${ownNetwork} mine=${true} />`;
}

/** The same of the network beside it, whose sizes are not changed. */
export function BesideHeadings() {
  return html`<${Row} network=${besideNetwork} mine=${false} />`;
}
