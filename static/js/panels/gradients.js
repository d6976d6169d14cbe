/** How large each layer's gradient is: where learning stalls or explodes can be seen here. */
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { nameOfLayer } from "../names.js";
import { shows } from "../subscription.js";
import { width } from "./answer.js";

const place = shows("network");

/** @param {string} kind @param {number} layer @param {boolean} short */
function title(kind, layer, short) {
  if (kind === "output") return t(short ? "result.outputShort" : "result.output");
  return short ? String(layer) : nameOfLayer(layer, { within: true });
}

/** @param {number} count  of layers */
const barsClass = (count) => (count > 5 ? "bars many" : count > 3 ? "bars dense" : "bars");

export function Gradients() {
  const { step, phase } = numbers.value;
  const picture = currentPicture();
  const layers = picture?.layout.layers.filter(({ kind }) => kind !== "input") ?? [];
  const norms = layers.map(({ index }) => {
    const norm = picture?.tensor("gradient_rms", index)?.[0];
    return phase === "start" ? Number.NaN : (norm ?? Number.NaN);
  });
  const largest = Math.max(...norms.filter(Number.isFinite), 0) || 1;
  return html`<section class="gradients" ref=${place} data-step=${step}>
    <h2>${t("result.gradients")} <small>${t("result.norm")}</small></h2>
    <ol class=${barsClass(layers.length)}>
      ${layers.map(
        ({ index, kind }, i) => html`<li key=${index}>
          <span class="name">${title(kind, index, layers.length > 5)}</span>
          <span class="bar"><i ref=${width((norms[i] || 0) / largest)}></i></span>
          <span class="share">${formatQuantity(norms[i])}</span>
        </li>`,
      )}
    </ol>
  </section>`;
}
