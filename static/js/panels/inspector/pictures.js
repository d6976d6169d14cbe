/**
 * What a neuron has learned to look for, as a picture: its map over the plane; or for images its
 * weights, and the test samples that excite it, and the whole map that it is in, the most.
 */
import { useMemo } from "preact/hooks";
import { pixelsUrl } from "../../charts/thumbnail.js";
import { follow } from "../../commands.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { data } from "../../store.js";
import { shows } from "../../subscription.js";
import { NeuronMap } from "../neuron-map.js";
import { knownOf } from "./known.js";
import { Num } from "./number.js";
import { WeightMaps } from "./weight-maps.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../types.js").ExcitingSample} ExcitingSample */

const MAP = 120; // CSS pixels

const place = shows("maps");

/** @param {{ sample: ExcitingSample }} _ */
function Exciting({ sample }) {
  const { index, pixels, shape, target, activation } = sample;
  const url = useMemo(() => pixelsUrl(pixels, shape), [index, shape]);
  const name = data.value?.classes?.[target] ?? String(target);
  const label = t("sample.pick", { target: name, number: index + 1 });
  return html`<li><button type="button" class="picture" aria-label=${label} title=${label}
      onClick=${() => follow({ split: "test", index })}><img src=${url} alt="" /></button>
    <${Num} value=${activation} digits=${2} /></li>`;
}

/** The few numbers that a neuron comes down to, exact. @param {{ all: Inspection }} _ */
function Summary({ all }) {
  const known = knownOf(all);
  const input = all.target.layer === 0;
  return html`<dl class="summary">
    ${!input && html`<div><dt><i>z</i></dt><dd><${Num} value=${known.activation ? all.z : null} exact /></dd></div>`}
    <div><dt><i>${input ? "x" : "a"}</i></dt>
      <dd><${Num} value=${known.activation ? all.activation : null} exact /></dd></div>
    ${!input && html`<div class="delta"><dt><i>δ</i></dt><dd><${Num} value=${known.delta ? all.delta : null} exact /></dd></div>`}
  </dl>`;
}

/** @param {{ all: Inspection }} _ */
export function Pictures({ all }) {
  const { layer, unit } = all.target;
  const view = data.value?.view;
  if (view === "plane") {
    return html`<section class="pictures" ref=${place}>
      <${NeuronMap} key=${`${layer}.${unit}`} layer=${layer} unit=${unit} size=${MAP} />
      <${Summary} all=${all} />
    </section>`;
  }
  if (view !== "image") return null;
  return html`<section class="pictures">
    <${WeightMaps} all=${all} />
    ${layer > 0 && html`<${Excitement} samples=${all.samples} words=${all.map_samples ? "inspector.exciting.cell" : "inspector.exciting"} />`}
    ${layer > 0 && html`<${Excitement} samples=${all.map_samples} words="inspector.exciting.map" />`}
  </section>`;
}

/** @param {{ samples: ExcitingSample[] | null | undefined, words: string }} _ */
function Excitement({ samples, words }) {
  if (!samples) return null;
  return html`<figure><ol class="exciting">${samples.map(
    (sample) => html`<${Exciting} key=${sample.index} sample=${sample} />`,
  )}</ol>
  <figcaption>${t(words)}</figcaption></figure>`;
}
