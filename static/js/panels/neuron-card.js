/** The small card beside what is pointed at: its exact numbers, and a neuron's map, large. */
import { formatExact, formatRounded } from "../exact.js";
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { targetName } from "../names.js";
import { readNeuronMap } from "../plane/map-reading.js";
import { data } from "../store.js";
import { rowsOf } from "./card-rows.js";
import { NeuronMap } from "./neuron-map.js";
import { hasPatch, Patch } from "./patch-card.js";
import { beside } from "./stage-pointer.js";

/** @typedef {import("../networks.js").Network} Network */
/** @typedef {import("../target.js").Target} Target */
/** @typedef {import("../pointing.js").Pointed} Pointed */

const MAP = 112; // CSS pixels
/** CSS pixels above and below a cell that stay in sight. */
const BESIDE = 44;

/**
 * Where in its tile a neuron is pointed at, 0 to 1 from the upper left; null where it was reached by
 * key. @param {Network} network @param {Pointed | null} hand
 */
function placeInTile({ columns }, hand) {
  const column = columns.value.find(({ index }) => index === hand?.target.layer);
  if (!hand || !column || hand.left !== undefined) return null;
  const box = column.boxOf(hand.target.unit);
  const u = (hand.x - box.x) / box.width;
  const v = (hand.y - box.y) / box.height;
  return u >= 0 && u <= 1 && v >= 0 && v <= 1 ? { u, v } : null;
}

/** @param {{ network: Network, target: Target, hand: Pointed | null }} _ */
function MapOf({ network, target: { layer, unit }, hand }) {
  const place = placeInTile(network, hand);
  const picture = network.picture();
  const domain = data.value?.domain;
  if (!picture || !domain || !picture.shape("maps", layer)) return null;
  const read = place && readNeuronMap(picture, layer, unit, domain, place.u, place.v);
  return html`<${NeuronMap} network=${network} layer=${layer} unit=${unit} size=${MAP} mark=${place} />
    ${
      read &&
      html`<p class="fine at">${t("card.at", { x: formatQuantity(read.x, 2), y: formatQuantity(read.y, 2) })}:
        ${" "}<b>${formatRounded(read.value)}</b></p>`
    }`;
}

/**
 * The same in a sentence, for whoever does not see the card.
 * @param {Target} target @param {Network} network
 */
export const described = (target, network) =>
  [
    targetName(target, network.layout.value),
    ...rowsOf(target, network).map(({ name, value }) => `${t(name)} ${formatQuantity(value)}`),
  ].join(", ");

/**
 * What a cell and the patch that it looked at take of the picture, from left to right.
 * @param {Network} network @param {number} layer
 */
function spanOf({ columns }, layer) {
  const [from, to] = [columns.value[layer - 1], columns.value[layer]];
  return { left: from?.x ?? 0, right: to ? to.x + to.width : 0 };
}

/**
 * Where a card stands: right of what is to be kept in sight, or left of it, wherever it covers less.
 * @param {number} width @param {number} room @param {{ left: number, right: number }} keep
 */
function leftOf(width, room, { left, right }) {
  const after = right + 20;
  if (after + width < room) return after;
  const before = left - 20 - width;
  if (before >= 4) return before;
  return 4 - before < after + width - room ? 4 : Math.max(4, room - width - 4);
}

/** Below what is looked at, or above it. @param {number} y @param {number} height @param {number} room */
const beyond = (y, height, room) => (y < room / 2 ? y + BESIDE : y - BESIDE - height);

/** @param {{ network: Network, target: Target, hand: Pointed | null, shown: boolean }} _
 *   hand: where the pointer is; shown: by somebody else */
export function NeuronCard({ network, target, hand, shown }) {
  // Edges, and the pixels of an image, have no place in a column: there the pointer knows it.
  const free = target.kind !== "neuron" || target.layer === 0;
  const { x, y, left = x } = (free && hand) || beside(network.columns.value, target);
  /** @param {HTMLElement | null} card */
  const place = (card) => {
    const room = card?.parentElement;
    if (!card || !room) return;
    const keep = hasPatch(network, target) ? spanOf(network, target.layer) : { left, right: x };
    const at = leftOf(card.offsetWidth, room.clientWidth, keep);
    const covers = at < keep.right && at + card.offsetWidth > keep.left;
    const top = covers ? beyond(y, card.offsetHeight, room.clientHeight) : y - 30;
    card.style.left = `${at}px`;
    card.style.top = `${Math.max(4, Math.min(top, room.clientHeight - card.offsetHeight - 4))}px`;
  };
  const rows = rowsOf(target, network);
  const picture = target.kind === "neuron" && data.value?.view === "plane";
  return html`<div class="card" ref=${place}>
    ${shown && html`<p class="shown">${t("card.shown")}</p>`}
    <b>${targetName(target, network.layout.value)}</b>
    <dl>${rows.map(
      ({ symbol, name, value, rounded }) => html`<div key=${symbol}
        class=${symbol === "δ" || symbol === "g" ? "delta" : ""}>
        <dt><i>${symbol}</i> ${t(name)}</dt>
        <dd class=${value < 0 ? "minus" : ""}>${rounded ? formatRounded(value) : formatExact(value)}</dd></div>`,
    )}</dl>
    <${Patch} network=${network} target=${target} />
    ${picture && html`<${MapOf} network=${network} target=${target} hand=${hand} />`}
  </div>`;
}
