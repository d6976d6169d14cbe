/** Above each column: what the layer is, and the buttons that change its size. */
/** @typedef {import("../networks.js").Column} Column */
/** @typedef {import("../networks.js").Network} Network */
/** @typedef {import("../types.js").Layout} Layout */
/** @typedef {import("../types.js").LayoutLayer} LayoutLayer */
/** @typedef {"roomy" | "close" | "narrow"} Fit  how much of a heading has room */
import { edit } from "../commands.js";
import { widthOf, withWidth } from "../experiment.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { activationName, layerName, nameOfLayer, sizeText } from "../names.js";
import { besideNetwork, ownNetwork } from "../networks.js";
import { problemsOf } from "../problems/problems.js";
import { projector } from "../screen.js";
import { catalog, mayCommand, shown } from "../store.js";
import { mapsWords } from "./maps-words.js";
import { ProblemMark } from "./problem-mark.js";

const ROOMY = 120; // pixels between columns for a whole heading in small text
const NARROW = 62; // below this only numbers fit
const TIGHT = 36; // below this the ends have the shortest of words
const LARGER = 1.6; // text on a projector

/** @param {Column} column */
const centre = ({ x, width }) => x + width / 2;

/** @param {string} kind */
const isHidden = (kind) => kind !== "input" && kind !== "output";

/** @param {Layout} layout @param {number} index @param {Fit} fit @param {number} room */
function title(layout, index, fit, room) {
  const { kind } = layout.layers[index];
  if (isHidden(kind)) return fit === "narrow" ? String(index) : layerName(layout, index);
  return room < TIGHT ? t(`layers.${kind}.short`) : layerName(layout, index);
}

/** @param {LayoutLayer} layer @param {Fit} fit @param {number} room */
function subtitle(layer, fit, room) {
  const { kind, units, shape } = layer;
  const maps = isHidden(kind) && mapsWords(layer, fit, room);
  if (maps) return maps;
  if (fit === "narrow") return String(shape.length === 3 ? shape[0] : units);
  if (fit === "roomy" && kind === "input") return t("layers.inputs", { count: units });
  if (fit === "roomy" && kind === "output") return t("layers.outputs", { count: units });
  // Over maps there is no room left for more.
  if (fit === "close" && shape.length === 3) return shape.join("×");
  const size = fit === "roomy" ? sizeText(layer) : String(units);
  return [size, isHidden(kind) && activationName(layer)].filter(Boolean).join(" · ");
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

/** To the nearest heading beside one, in small text. @param {Column[]} places @param {number} at */
function roomAt(places, at) {
  const beside = [places[at - 1], places[at + 1]].filter(Boolean);
  const gaps = beside.map((place) => Math.abs(centre(place) - centre(places[at])));
  return Math.min(...gaps) / (projector.value ? LARGER : 1);
}

/** @param {number} room @returns {Fit} */
function fitFor(room) {
  return room >= ROOMY ? "roomy" : room >= NARROW ? "close" : "narrow";
}

/**
 * The headings of a network, where its columns stand.
 * @param {Network} network
 * @returns {{ layer: LayoutLayer, x: number, title: string, subtitle: string, fit: Fit }[]}
 */
function headingsOf(network) {
  const whole = network.layout.value;
  const places = network.columns.value;
  if (!whole || places.length !== whole.layers.length) return [];
  return whole.layers.map((layer, i) => {
    const room = roomAt(places, i);
    const fit = fitFor(room);
    const [first, second] = [title(whole, i, fit, room), subtitle(layer, fit, room)];
    return { layer, x: centre(places[i]), title: first, subtitle: second, fit };
  });
}

/** The headings as texts, for pictures of the network. */
export const headingTexts = () => headingsOf(ownNetwork);

/** @param {{ network: Network, mine: boolean }} _  mine: that of this room */
function Row({ network, mine }) {
  const headings = headingsOf(network);
  if (!headings.length) return null;
  return html`<div class="headings">
    ${headings.map(
      ({ layer, x, title, subtitle, fit }) => html`<div key=${layer.index} class=${`heading ${fit}`}
        ref=${(/** @type {HTMLElement | null} */ element) =>
          element?.style.setProperty("left", `${x}px`)}>
        <b>${title}${
          mine &&
          problemsOf(layer.index).map(
            (problem) => html`<${ProblemMark} key=${problem.code} problem=${problem} />`,
          )
        }</b>
        <span>${subtitle}</span>
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
