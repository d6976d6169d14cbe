/** How the weights and the bias of a neuron came to be what they are: a small chart. */
import { useState } from "preact/hooks";
import { axisNumber } from "../../charts/loss-chart.js";
import {
  BOTTOM,
  HEIGHT,
  LEFT,
  linesOf,
  momentAt,
  RIGHT,
  scalesOf,
  TOP,
  WIDTH,
} from "../../charts/past-scales.js";
import { formatExact } from "../../exact.js";
import { formatCount } from "../../format.js";
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { selected } from "../../pointing.js";
import { layout } from "../../store.js";
import { inputOf, sameNeuron } from "../../target.js";
import { familyOf } from "./families/registry.js";

/** @typedef {import("../../types.js").Inspection} Inspection */
/** @typedef {import("../../charts/past-scales.js").Line} Line */

/** @param {{ all: Inspection }} _ */
export function Past({ all }) {
  const [at, read] = useState(/** @type {number | null} */ (null));
  const past = all.history;
  if (!past || past.step.length < 2) return null;
  const { layer } = all.target;
  const { letters, nameOf } = familyOf(layer);
  const settings = layout.value?.layers[layer]?.settings ?? {};
  const lines = linesOf(past);
  const { x, y, low, high } = scalesOf(past.step, lines);
  const target = selected.value;
  const own = target && target.kind !== "neuron" && sameNeuron(target, all.target);
  /** @param {Line} line */
  const shown = ({ input }) => !own || input === inputOf(target);
  const told = at === null ? null : Math.min(at, past.step.length - 1);
  /** @param {PointerEvent} event */
  const point = (event) => {
    const { width } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const share = ((event.offsetX / width) * WIDTH - LEFT) / (RIGHT - LEFT);
    read(momentAt(past.step, Math.min(1, Math.max(0, share))));
  };
  /** @param {KeyboardEvent} event */
  const walk = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    read(Math.min(past.step.length - 1, Math.max(0, (told ?? past.step.length) + by)));
  };
  return html`<section class="past">
    <h3>${t("inspector.past")}</h3>
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${t("inspector.past.label")} tabindex="0"
      onPointerMove=${point} onPointerDown=${point} onPointerLeave=${() => read(null)} onKeyDown=${walk}>
      <path class="axis" d=${`M${LEFT} ${y(0)}H${RIGHT}`} />
      <text x=${LEFT - 4} y=${y(high) + 4} class="end">${axisNumber(high)}</text>
      ${low < 0 && html`<text x=${LEFT - 4} y=${y(low) + 2} class="end">${axisNumber(low)}</text>`}
      <text x=${LEFT} y=${HEIGHT - 3}>${formatCount(past.step[0])}</text>
      <text x=${RIGHT} y=${HEIGHT - 3} class="end">${formatCount(past.step.at(-1))}</text>
      ${lines.map(
        (line) => html`<polyline key=${line.input ?? "bias"}
          class=${`${line.input === null ? "bias" : (line.values.at(-1) ?? 0) < 0 ? "minus" : "plus"} ${shown(line) ? "" : "faded"}`}
          points=${past.step.map((step, i) => `${x(step).toFixed(1)},${y(line.values[i]).toFixed(1)}`).join(" ")} />`,
      )}
      ${told !== null && html`<path class="cursor" d=${`M${x(past.step[told])} ${TOP}V${HEIGHT - BOTTOM}`} />`}
    </svg>
    <p class="fine reading" role="status">${
      told === null
        ? t("inspector.past.help")
        : html`${t("metric.step")} ${past.step[told]}: ${lines
            .filter(shown)
            .map(
              ({ input, values }) =>
                html`<span key=${input ?? "bias"}>${
                  input === null ? letters.bias : nameOf(layer, input, settings)
                } <b>${formatExact(values[told])}</b></span> `,
            )}`
    }</p>
  </section>`;
}
