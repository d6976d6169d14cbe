/** Where a step stands, and in one sentence what is happening there. */
/** @typedef {import("../types.js").Header} Header */
import { titleOf } from "../catalog.js";
import { formatLocal, formatLoss } from "../format.js";
import { html } from "../html.js";
import { language, t } from "../i18n.js";
import { numbers } from "../live.js";
import { catalog, data, experiment, followable, layout, playing } from "../store.js";

/** @typedef {"sample" | "forward" | "loss" | "backward" | "update"} Stop */
/** @type {Stop[]} */
const STOPS = ["sample", "forward", "loss", "backward", "update"];

/** @param {Stop} stop @param {number} last */
function layersOf(stop, last) {
  const layers = Array.from({ length: last }, (_, i) => i + 1);
  if (stop === "forward") return layers;
  return stop === "backward" ? layers.reverse() : [];
}

/** @param {{ stop: Stop, header: Header, last: number }} _ */
function RibbonStop({ stop, header, last }) {
  const now = followable.value && header.phase === stop;
  const done =
    followable.value && STOPS.indexOf(stop) < STOPS.indexOf(/** @type {Stop} */ (header.phase));
  const hue = stop === "sample" || stop === "forward" ? "onward" : "back";
  return html`<li class=${`stop ${hue} ${now ? "now" : done ? "done" : ""}`}
    aria-current=${now ? "step" : undefined}>
    <i></i>${t(`phase.${stop}`)}
    ${layersOf(stop, last).map(
      (layer) =>
        html`<span class=${now && layer === header.layer ? "layer on" : "layer"}>${layer}</span>`,
    )}
  </li>`;
}

/** @param {Header} header @param {number} last */
export function sentence({ phase, layer, batchLoss, step }, last) {
  if (phase === "start" && step > 0) return t("say.start.changed");
  const output = layer === last && (phase === "forward" || phase === "backward");
  const activation = layout.value?.layers[layer]?.activation ?? "";
  return t(output ? `say.${phase}.output` : `say.${phase}`, {
    layer,
    loss: formatLoss(batchLoss),
    batch: Math.min(experiment.value?.training.batch_size ?? 0, data.value?.train ?? 0),
    activation: titleOf(catalog.value?.activations ?? [], activation),
  });
}

function Saying() {
  const header = numbers.value;
  const last = layout.value?.layers.at(-1)?.index ?? 0;
  if (!layout.value) return html`<p class="say"></p>`;
  if (followable.value) return html`<p class="say">${sentence(header, last)}</p>`;
  const rate = Math.round(header.stepsPerSecond || 0);
  const text = t("say.rate", { count: rate, rate: formatLocal(rate, language.value) });
  return html`<p class="say"><b>${text}</b> <span>${t("say.rateHelp")}</span></p>`;
}

export function Ribbon() {
  const header = numbers.value;
  const last = layout.value?.layers.at(-1)?.index ?? 0;
  return html`<footer class="foot">
    <ol class=${`ribbon ${playing.value && !followable.value ? "rushing" : ""}`}
      aria-label=${t("phase.title")}>
      ${STOPS.map(
        (stop) => html`<${RibbonStop} key=${stop} stop=${stop} header=${header} last=${last} />`,
      )}
    </ol>
    <${Saying} />
  </footer>`;
}
