/**
 * In the card of a cell: the patch it looked at × the kernel = the products, their sum and what
 * becomes of it; and going back, δ over the same patch. All numbers are written or can be read as
 * data: by a test, and by whoever copies them.
 *
 * @typedef {import("../networks.js").Network} Network
 * @typedef {import("../target.js").Target} Target
 * @typedef {import("./patch-reading.js").Weighed} Weighed
 * @typedef {import("./patch-reading.js").Pooled} Pooled
 */
import { formatExact, formatRounded } from "../exact.js";
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { longName } from "../names.js";
import { largest } from "../stage/ranking.js";
import { activationKnown, deltaKnown } from "../visible.js";
import { phaseNow } from "./card-rows.js";
import { readConvolution, readPooling } from "./patch-reading.js";

/** Along a side: in larger patches cells are colours alone. */
const WRITTEN = 5;
/** Sums of single maps that are written; the others are written as one. */
const MAPS = 3;

/** @typedef {{ network: Network, target: Target }} Shown */

/** @type {Record<string, (shown: Shown) => unknown>} */
const PATCHES = {
  conv2d: (shown) => html`<${Convolution} ...${shown} />`,
  max_pool2d: (shown) => html`<${Pooling} ...${shown} wins=${true} />`,
  average_pool2d: (shown) => html`<${Pooling} ...${shown} wins=${false} />`,
  flatten: (shown) => html`<${Source} ...${shown} />`,
};

/** @param {Network} network @param {Target} target */
const kindOf = (network, { layer }) => network.layout.value?.layers[layer]?.kind ?? "";

/**
 * What a cell came from; nothing where its layer has nothing of that kind to show.
 * @param {Shown} shown
 */
export function Patch(shown) {
  const { network, target } = shown;
  const now = phaseNow(network);
  if (target.kind !== "neuron" || !now || !activationKnown(now, target.layer)) return null;
  return PATCHES[kindOf(network, target)]?.(shown) ?? null;
}

/** Whether the card of a target shows the patch it looked at. @param {Network} network @param {Target} target */
export const hasPatch = (network, target) =>
  target.kind === "neuron" && Object.hasOwn(PATCHES, kindOf(network, target));

/** @param {Shown} _ */
const backKnown = ({ network, target }) => {
  const now = phaseNow(network);
  return now !== null && deltaKnown(now, target.layer);
};

/** @param {Shown} shown */
function Convolution(shown) {
  const picture = shown.network.picture();
  const found = picture && readConvolution(picture, shown.target, backKnown(shown));
  if (!found) return null;
  const { size, map, maps, values, kernel, products, spread, delta, exact } = found;
  const title = maps > 1 ? t("patch.window", { map: map + 1 }) : t("patch.window.image");
  const outside = values.includes(null);
  return html`<div class="patch" data-map=${map} data-exact=${exact}>
    <div class="weighing">
      <${Grid} name="patch" title=${title} size=${size} values=${values} />
      <i>×</i>
      <${Grid} name="kernel" title=${t("patch.kernel")} size=${size} values=${kernel} />
      <i>=</i>
      <${Grid} name="product" title=${t("patch.products")} size=${size} values=${products} />
    </div>
    ${outside && html`<p class="fine">${t("patch.outside")}</p>`}
    <${Sum} found=${found} />
    ${
      spread &&
      html`<p class="fine back">${t("patch.back", { delta: formatQuantity(delta, 3) })}</p>
      <div class="weighing back"><${Grid} name="spread" size=${size} values=${spread} /></div>`
    }
  </div>`;
}

/** Σ of each map, the bias and z. @param {{ found: Weighed }} _ */
function Sum({ found: { sums, maps, map, bias, z, exact } }) {
  const order = sums.map((_, at) => at).sort((a, b) => Math.abs(sums[b]) - Math.abs(sums[a]));
  const first = [map, ...order.filter((at) => at !== map)].slice(0, maps > MAPS + 1 ? MAPS : maps);
  const others = order.filter((at) => !first.includes(at));
  const rest = others.reduce((sum, at) => sum + sums[at], 0);
  const write = exact ? (/** @type {number} */ value) => formatQuantity(value) : formatRounded;
  /** @param {string} label @param {number} value @param {string} name @param {number} [of] */
  const term = (label, value, name, of) => html`<span class="term"><small>${label}</small>
    <data value=${value} title=${formatExact(value)} data-number=${name} data-of=${of}>${write(value)}</data></span>`;
  return html`<p class="sums">
    ${first.map(
      (at) => html`${at !== first[0] && html`<i>+</i>`}
      ${term(maps > 1 ? t("patch.sumOf", { map: at + 1 }) : t("patch.sum"), sums[at], "map-sum", at)}`,
    )}
    ${others.length > 0 && html`<i>+</i>${term(t("patch.others", { count: others.length }), rest, "rest")}`}
    <i>+</i>${term(t("patch.bias"), bias, "bias")}
    <i>=</i>${term("z", z, "z")}
  </p>`;
}

/** @param {Shown & { wins: boolean }} shown */
function Pooling(shown) {
  const { network, target, wins } = shown;
  const picture = network.picture();
  const found = picture && readPooling(picture, target, backKnown(shown), wins);
  if (!found) return null;
  const { size, values, winner, spread, delta, exact } = found;
  const key = wins ? "won" : "mean";
  return html`<div class="patch" data-exact=${exact}>
    <div class="weighing">
      <${Grid} name="patch" title=${t("patch.window.image")} size=${size} values=${values} winner=${winner} />
    </div>
    <p class="fine">${t(`patch.${key}`)}</p>
    ${
      spread &&
      html`<p class="fine back">${t(`patch.back.${key}`, { delta: formatQuantity(delta, 3) })}</p>
      <div class="weighing back"><${Grid} name="spread" size=${size} values=${spread} /></div>`
    }
  </div>`;
}

/** Which cell a neuron of a flattened layer is. @param {Shown} _ */
const Source = ({ network, target: { layer, unit } }) =>
  html`<p class="fine patch" data-source=${unit}>${t("patch.comesFrom", { cell: longName(layer - 1, unit, network.layout.value) })}</p>`;

/**
 * Numbers that stand beside each other, with as many decimals as the largest needs for two digits.
 * @param {number} most @returns {(value: number) => string}
 */
function writerFor(most) {
  if (!(most >= 1e-4 && most < 1e4)) return (value) => formatQuantity(value, 2);
  const decimals = Math.max(2, Math.min(5, 1 - Math.floor(Math.log10(most))));
  return (value) => (value === 0 ? "0" : value.toFixed(decimals).replace("-", "−"));
}

/**
 * Numbers in their places, each on a ground in the colour of its sign.
 * @param {{ name: string, title?: string, size: number, values: (number | null)[],
 *   winner?: number | null }} _  null: outside of the map
 */
function Grid({ name, title, size, values, winner = null }) {
  const most = largest(values.map((value) => value ?? 0));
  const write = writerFor(most);
  /** @param {HTMLElement | null} grid */
  const shape = (grid) => grid?.style.setProperty("--size", String(size));
  /** @param {number | null} value */
  const shade = (value) => (/** @type {HTMLElement | null} */ cell) =>
    cell?.style.setProperty("--share", String(most > 0 ? Math.abs(value ?? 0) / most : 0));
  return html`<figure>
    ${title && html`<figcaption>${title}</figcaption>`}
    <div class=${size > WRITTEN ? "cells small" : "cells"} ref=${shape}>${values.map(
      (
        value,
        at,
      ) => html`<data key=${at} ref=${shade(value)} value=${value ?? 0} data-number=${name}
        title=${formatExact(value)}
        class=${[value === null ? "outside" : "", (value ?? 0) < 0 ? "minus" : "", at === winner ? "won" : ""].filter(Boolean).join(" ")}
        >${size > WRITTEN ? "" : write(value ?? 0)}</data>`,
    )}</div>
  </figure>`;
}
