/** How the kernel of a map came to be what it is. */
import { computed, effect, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { besideHand } from "../../compare/pointing.js";
import { formatQuantity } from "../../format.js";
import { fieldValue, html } from "../../html.js";
import { t } from "../../i18n.js";
import { kernels, useAnswer } from "../../images/answers.js";
import { floatsOf } from "../../images/base64.js";
import { shownNetwork } from "../../images/network.js";
import { largest } from "../../images/saliency-map.js";
import { ofBeside } from "../../images/shown.js";
import { readPalette, signIndex } from "../../palette.js";
import { selected } from "../../pointing.js";
import { theme } from "../../theme.js";
import { hasKernels } from "../../weights.js";

/** @typedef {import("../../types.js").LayoutLayer} LayoutLayer */
/** @typedef {import("../../images/types.js").KernelPast} KernelPast */

const layers = computed(() => shownNetwork.value.layout.value?.layers ?? []);

const convolutions = computed(() => layers.value.filter(hasKernels));

/** @type {import("../../store.js").Signal<{ layer: number, channel: number }>} */
const chosen = signal({ layer: 0, channel: 0 });

// Who selects a cell in the network means its map.
effect(() => {
  const target = (ofBeside.value ? besideHand.selected : selected).value;
  const layer = convolutions.value.find(({ index }) => index === target?.layer);
  if (!layer || !target || typeof target.unit !== "number") return;
  const [, height, width] = layer.shape;
  chosen.value = { layer: layer.index, channel: Math.floor(target.unit / (height * width)) };
});

/** The planes of a kernel, one below the other.
 * @param {{ values: Float32Array, size: number, most: number }} _ */
function Planes({ values, size, most }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const inForce = theme.value;
  const rows = values.length / size;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const { signedCss } = readPalette();
    const planes = rows / size;
    context.clearRect(0, 0, size, rows + planes);
    for (const [i, value] of values.entries()) {
      const [row, column] = [Math.floor(i / size), i % size];
      context.fillStyle = signedCss[signIndex(value, most)];
      // A gap of one cell between two planes.
      context.fillRect(column, row + Math.floor(row / size), 1, 1);
    }
  }, [values, most, inForce]);
  return html`<canvas ref=${canvas} width=${size} height=${rows + rows / size - 1} aria-hidden="true"></canvas>`;
}

/** @param {{ past: KernelPast }} _ */
function Strip({ past: { steps, inputs, size, kernels: text, biases } }) {
  const values = useMemo(() => floatsOf(text), [text]);
  const length = inputs.length * size * size;
  const most = largest(values);
  /** @param {number} moment */
  const of = (moment) => values.slice(moment * length, (moment + 1) * length);
  const heads = ["step", "least", "most", "bias"];
  return html`<ol class="kernel-strip" data-planes=${inputs.length}
      aria-label=${t("images.kernels.strip")}>${steps.map(
        (step, moment) => html`<li key=${moment} data-step=${step} data-bias=${biases[moment]}>
          <${Planes} values=${of(moment)} size=${size} most=${most} /><span>${step}</span></li>`,
      )}</ol>
    <table class="sr-only"><caption>${t("images.kernels.table")}</caption>
      <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${t(`images.kernels.${head}`)}</th>`)}</tr></thead>
      <tbody>${steps.map((step, moment) => {
        const all = of(moment);
        return html`<tr key=${moment}><th scope="row">${step}</th><td>${formatQuantity(Math.min(...all), 3)}</td>
          <td>${formatQuantity(Math.max(...all), 3)}</td><td>${formatQuantity(biases[moment], 3)}</td></tr>`;
      })}</tbody></table>`;
}

/** @param {{ all: LayoutLayer[] }} _ */
function KernelPicture({ all }) {
  const layer = all.find(({ index }) => index === chosen.value.layer) ?? all[0];
  const channels = layer.shape[0];
  const channel = Math.min(chosen.value.channel, channels - 1);
  const told = useAnswer(kernels, { layer: layer.index, channel, beside: ofBeside.value });
  /** @param {number} by */
  const move = (by) => {
    chosen.value = { layer: layer.index, channel: (channel + by + channels) % channels };
  };
  /** @param {Event} event */
  const choose = (event) => {
    chosen.value = { layer: Number(fieldValue(event)), channel: 0 };
  };
  const { shape } = layers.value[layer.index - 1];
  const inputs = shape.length === 3 ? shape[0] : 1;
  const past = told?.past;
  return html`<section class="kernels" data-step=${told?.step} data-layer=${layer.index} data-channel=${channel}>
    <h2>${t("images.kernels")}</h2>
    <div class="row">
      <select class="value left" aria-label=${t("images.kernels.layer")} onChange=${choose}>
        ${all.map(
          ({ index }) =>
            html`<option key=${index} value=${index} selected=${index === layer.index}>${t("images.kernels.of", { layer: index })}</option>`,
        )}
      </select>
      <span class="pager">
        <button class="round" type="button" aria-label=${t("images.kernels.previous")} onClick=${() => move(-1)}>‹</button>
        <span>${t("images.kernels.map", { number: channel + 1, count: channels })}</span>
        <button class="round" type="button" aria-label=${t("images.kernels.next")} onClick=${() => move(1)}>›</button>
      </span>
    </div>
    ${past && html`<${Strip} past=${past} />`}
    <p class="fine">${t("images.kernels.help")} ${
      past &&
      past.inputs.length < inputs &&
      t("images.kernels.some", { shown: past.inputs.length, count: inputs })
    }</p>
  </section>`;
}

export function Kernels() {
  const all = convolutions.value;
  return all.length ? html`<${KernelPicture} all=${all} />` : null;
}
