/**
 * What a neuron has learned to look for, as a picture: its map over the plane; or for images its
 * weights, pixel by pixel, and the test samples that excite it the most.
 */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { pixelsUrl } from "../../charts/thumbnail.js";
import { follow } from "../../commands.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { readPalette, signIndex } from "../../palette.js";
import { select } from "../../pointing.js";
import { largest } from "../../stage/ranking.js";
import { data } from "../../store.js";
import { shows } from "../../subscription.js";
import { parameterAt } from "../../target.js";
import { theme } from "../../theme.js";
import { NeuronMap } from "../neuron-map.js";
import { knownOf } from "./known.js";
import { Num } from "./number.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../types.js").ExcitingSample} ExcitingSample */

const MAP = 120; // CSS pixels
const IMAGE = 104;

const place = shows("maps");

/** @param {{ all: Inspection, shape: [number, number] }} _ */
function WeightsImage({ all, shape: [rows, columns] }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const inForce = theme.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const palette = readPalette();
    const weights = all.inputs.map(({ weight }) => weight ?? Number.NaN);
    const most = largest(weights);
    for (const [i, weight] of weights.entries()) {
      context.fillStyle = palette.signedCss[signIndex(weight, most)];
      context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  }, [all, inForce]);
  /** @param {MouseEvent} event */
  const pick = ({ offsetX, offsetY }) => {
    const pixel = IMAGE / Math.max(rows, columns);
    const [row, column] = [Math.floor(offsetY / pixel), Math.floor(offsetX / pixel)];
    if (row < rows && column < columns) {
      select(parameterAt(all.target.layer, all.target.unit, row * columns + column));
    }
  };
  return html`<figure><canvas class="weights" ref=${canvas} width=${columns} height=${rows} role="img"
      aria-label=${t("inspector.weights.label")} onClick=${pick}></canvas>
    <figcaption>${t("inspector.weights")}</figcaption></figure>`;
}

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
  const shape = data.value?.shape;
  if (view !== "image" || !shape) return null;
  return html`<section class="pictures">
    ${layer === 1 && html`<${WeightsImage} all=${all} shape=${shape} />`}
    ${
      all.samples &&
      layer > 0 &&
      html`<figure><ol class="exciting">${all.samples.map(
        (sample) => html`<${Exciting} key=${sample.index} sample=${sample} />`,
      )}</ol>
      <figcaption>${t("inspector.exciting")}</figcaption></figure>`
    }
  </section>`;
}
