/** All layers of the network in their order, to be added, removed, moved and set. */
/** @typedef {import("../types.js").LayerSpec} LayerSpec */
/** @typedef {import("../types.js").LayerKind} LayerKind */
import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../controls/icon.js";
import { formatLocal } from "../format.js";
import { html } from "../html.js";
import { language, t } from "../i18n.js";
import { inserted, moved, newLayer, removed, set } from "../network/layers.js";
import { changeLayers, chosenLayer, opened, openNetwork, refused } from "../network/refused.js";
import { placesAlong } from "../network/shapes.js";
import { namesOf, parametersText, refusalText } from "../network/texts.js";
import { catalog, layout, mayCommand, shown } from "../store.js";
import { AddPlace } from "./network-menu.js";
import { Gives, LayerRow } from "./network-row.js";
import { Presets } from "./presets.js";

/** Before which layer one is being added. @type {import("../store.js").Signal<number | null>} */
const adding = signal(null);

/** What was done last, for a screen reader. */
const said = signal("");

/** Where the keyboard is to go on once the rows stand as they should.
 * @type {{ row: number, part: string } | null} */
let wanted = null;

export function NetworkButton() {
  return html`<button class="button network-button" type="button" aria-haspopup="dialog"
    onClick=${() => openNetwork()}><${Icon} name="sliders" />${t(mayCommand.value ? "network.open" : "network.look")}</button>`;
}

function close() {
  opened.value = false;
}

/** @param {LayerSpec[]} layers @param {number} at @param {number[] | null} input @param {LayerKind} kind */
function add(layers, at, input, kind) {
  const layer = newLayer(kind, layers, at, input);
  changeLayers((before) => inserted(before, at, layer));
  [adding.value, chosenLayer.value] = [null, at];
  wanted = { row: at, part: "name" };
  said.value = t("network.said.added", { layer: namesOf(inserted(layers, at, layer))[at] });
}

/** @param {LayerSpec[]} layers @param {number} from @param {-1 | 1} by */
function move(layers, from, by) {
  const to = from + by;
  changeLayers((before) => moved(before, from, to));
  const chosen = chosenLayer.peek();
  if (chosen === from) chosenLayer.value = to;
  else if (chosen === to) chosenLayer.value = from;
  wanted = { row: to, part: by < 0 ? "up" : "down" };
  const layer = namesOf(moved(layers, from, to))[to];
  said.value = t("network.said.moved", { layer, place: to + 1, count: layers.length });
}

/** @param {LayerSpec[]} layers @param {number} at */
function remove(layers, at) {
  changeLayers((before) => removed(before, at));
  const chosen = chosenLayer.peek();
  if (chosen === at) chosenLayer.value = null;
  else if (chosen !== null && chosen > at) chosenLayer.value = chosen - 1;
  wanted = { row: Math.min(at, layers.length - 2), part: "remove" };
  said.value = t("network.said.removed", { layer: namesOf(layers)[at] });
}

/** @param {LayerSpec[]} layers @param {number} at @returns {import("./network-row.js").Hands} */
const handsFor = (layers, at) => ({
  toggle: () => {
    chosenLayer.value = chosenLayer.peek() === at ? null : at;
  },
  move: (by) => move(layers, at, by),
  remove: () => remove(layers, at),
  set: (name, value, soon) => changeLayers((before) => set(before, at, name, value), { soon }),
});

/** Let the keyboard go on where its layer went. @param {Element | null} list */
function goOn(list) {
  if (!wanted || !list) return;
  const { row, part } = wanted;
  wanted = null;
  const there = list.querySelector(`[data-row="${row}"]`);
  // At an end the way back is the nearest thing to the way on.
  const other = part === "up" ? "down" : "up";
  const found =
    there?.querySelector(`[data-part=${part}]:enabled`) ??
    there?.querySelector(`[data-part=${other}]:enabled`) ??
    there?.querySelector("[data-part=name]") ??
    list.querySelector(".add-layer");
  if (found instanceof HTMLElement) found.focus();
}

/** An end of the network, which follows from the data. @param {{ name: string, shape: number[] | undefined, told?: string }} _ */
const End = ({ name, shape, told = "" }) =>
  html`<li class="layer-spec end"><div class="layer-line">
      <b class="layer-name">${name}</b><${Gives} shape=${shape} /></div>
    ${told && html`<p class="fine layer-told"><span></span><span>${told}</span></p>`}</li>`;

/** @param {{ text: string }} _  what is wrong with the whole network */
function Refusal({ text }) {
  return html`<div class="network-refusal">
    ${text && html`<p role="alert">${text}</p>`}
    <p>${t("network.goesOn")}</p>
    <button class="button" type="button" onClick=${() => {
      refused.value = null;
    }}>${t("network.back")}</button>
  </div>`;
}

/** @param {{ layers: LayerSpec[], input: number[], outputs: number }} _ */
function Layers({ layers, input, outputs }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  // At once: after the next painting somebody may be typing elsewhere.
  useLayoutEffect(() => goOn(list.current));
  useEffect(() => {
    list.current?.querySelector(".refused")?.scrollIntoView({ block: "nearest" });
  }, [refused.value]);
  const places = placesAlong([...layers, { kind: "dense", units: outputs }], input);
  const names = [...namesOf(layers), t("layers.output.within")];
  const full = layers.length >= (catalog.value?.limits.hidden_layers ?? 0);
  const told = refused.value;
  const text = told ? refusalText(told, places) : "";
  const total = places.reduce((sum, { given }) => sum + (given?.parameters ?? 0), 0);
  /** @param {number} at */
  const addPlace = (at) =>
    mayCommand.value &&
    html`<${AddPlace} key=${`add ${at}`} before=${names[at]} input=${places[at].input} full=${full}
      open=${adding.value === at}
      onOpen=${(/** @type {boolean} */ open) => {
        adding.value = open ? at : null;
      }}
      onChoose=${(/** @type {LayerKind} */ kind) => add(layers, at, places[at].input, kind)} />`;
  const last = places[layers.length].given;
  return html`${told && html`<${Refusal} text=${told.at === null ? text : ""} />`}
    <ol class="layer-list" ref=${list}>
      <${End} name=${t("layers.input")} shape=${input} />
      ${layers.map((layer, i) => [
        addPlace(i),
        html`<${LayerRow} key=${i} layer=${layer} index=${i} last=${i === layers.length - 1}
          name=${names[i]} place=${places[i]} open=${chosenLayer.value === i}
          refusal=${told?.at === i ? text : ""} hands=${handsFor(layers, i)} />`,
      ])}
      ${addPlace(layers.length)}
      <${End} name=${t("layers.output")} shape=${last?.shape}
        told=${last ? parametersText(last.parameters) : ""} />
    </ol>
    ${
      last &&
      html`<p class="fine">${t("network.total", {
        count: total,
        number: formatLocal(total, language.value),
      })}</p>`
    }
    <p class="sr-only" role="status">${said.value}</p>`;
}

function Content() {
  const ends = layout.value?.layers;
  const layers = refused.value?.layers ?? shown.value?.network.layers;
  if (!ends || !layers || !catalog.value) return null;
  return html`<div class="network-sheet">
    <header><h2>${t("network.title")}</h2>
      <button class="button square" type="button" autofocus aria-label=${t("room.close")}
        title=${t("room.close")} onClick=${close}><${Icon} name="close" /></button></header>
    ${!mayCommand.value && html`<p class="only">${t("network.only")}</p>`}
    <fieldset disabled=${!mayCommand.value}><${Presets} /></fieldset>
    <${Layers} layers=${layers} input=${ends[0].shape} outputs=${ends[ends.length - 1].units} />
  </div>`;
}

export function NetworkEditor() {
  return html`<${Dialog} open=${opened} kind="network-dialog" label=${t("network.title")}><${Content} /><//>`;
}
