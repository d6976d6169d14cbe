/** Where a step stands, and in one sentence what is happening there. */
/** @typedef {import("../types.js").Header} Header */
/** @typedef {import("../story/walk.js").Place} Place */
import { titleOf } from "../catalog.js";
import { walkPhases } from "../commands.js";
import { formatLocal, formatLoss } from "../format.js";
import { html } from "../html.js";
import { language, t } from "../i18n.js";
import { numbers } from "../live.js";
import { nameOfLayer } from "../names.js";
import {
  catalog,
  data,
  experiment,
  followable,
  layout,
  mayCommand,
  playing,
  run,
} from "../store.js";
import { told } from "../story/told.js";
import { distance } from "../story/walk.js";
import { Told } from "./telling.js";

/** @typedef {"sample" | "forward" | "loss" | "backward" | "update"} Stop */
/** @type {Stop[]} */
const STOPS = ["sample", "forward", "loss", "backward", "update"];

/** With more layers the ribbon leaves no room beside it for a sentence. */
const BESIDE = 5;

/** @param {Stop} stop @param {number} last */
function layersOf(stop, last) {
  const layers = Array.from({ length: last }, (_, i) => i + 1);
  if (stop === "forward") return layers;
  return stop === "backward" ? layers.reverse() : [];
}

/** A place to go to, where this screen may and the run stands. @param {{ to: Place, last: number, children: unknown }} _ */
function Walk({ to, last, children }) {
  if (!mayCommand.value || playing.value) return children;
  const phase = t(`phase.${to.phase}`);
  const label = to.layer
    ? t("tell.walkToLayer", { phase, layer: to.layer })
    : t("tell.walkTo", { phase });
  const walk = () => {
    const count = distance(numbers.peek(), to, last);
    if (count !== 0) walkPhases(count);
  };
  return html`<button type="button" class="goto" aria-label=${label} title=${label}
    onClick=${walk}>${children}</button>`;
}

/** @param {{ stop: Stop, header: Header, last: number }} _ */
function RibbonStop({ stop, header, last }) {
  const now = followable.value && header.phase === stop;
  const done =
    followable.value && STOPS.indexOf(stop) < STOPS.indexOf(/** @type {Stop} */ (header.phase));
  const hue = stop === "sample" || stop === "forward" ? "onward" : "back";
  const layers = layersOf(stop, last);
  const name = html`<i></i>${t(`phase.${stop}`)}`;
  return html`<li class=${`stop ${hue} ${now ? "now" : done ? "done" : ""}`}
    aria-current=${now ? "step" : undefined}>
    ${layers.length ? name : html`<${Walk} to=${{ phase: stop, layer: 0 }} last=${last}>${name}<//>`}
    ${layers.map(
      (layer) => html`<${Walk} key=${layer} to=${{ phase: stop, layer }} last=${last}>
        <span class=${now && layer === header.layer ? "layer on" : "layer"}>${layer}</span><//>`,
    )}
  </li>`;
}

/** @param {Header} header @param {number} last */
export function sentence({ phase, layer, batchLoss, step }, last) {
  if (phase === "start" && step > 0) {
    return run.value?.stop?.code === "diverged"
      ? t("say.start.back", { step })
      : t("say.start.changed");
  }
  const output = layer === last && (phase === "forward" || phase === "backward");
  const activation = layout.value?.layers[layer]?.activation ?? "";
  return t(output ? `say.${phase}.output` : `say.${phase}`, {
    layer: nameOfLayer(layer),
    loss: formatLoss(batchLoss),
    batch: Math.min(experiment.value?.training.batch_size ?? 0, data.value?.train ?? 0),
    activation: titleOf(catalog.value?.activations ?? [], activation),
  });
}

function Saying() {
  const header = numbers.value;
  const last = layout.value?.layers.at(-1)?.index ?? 0;
  if (!layout.value) return html`<p class="say"></p>`;
  if (told.value) return html`<${Told} telling=${told.value} />`;
  if (followable.value) return html`<p class="say">${sentence(header, last)}</p>`;
  const rate = Math.round(header.stepsPerSecond || 0);
  const text = t("say.rate", { count: rate, rate: formatLocal(rate, language.value) });
  return html`<p class="say"><b>${text}</b> <span>${t("say.rateHelp")}</span></p>`;
}

export function Ribbon() {
  const header = numbers.value;
  const last = layout.value?.layers.at(-1)?.index ?? 0;
  return html`<footer class=${last > BESIDE ? "foot many" : "foot"}>
    <ol class=${`ribbon ${playing.value && !followable.value ? "rushing" : ""}`}
      aria-label=${t("phase.title")}>
      ${STOPS.map(
        (stop) => html`<${RibbonStop} key=${stop} stop=${stop} header=${header} last=${last} />`,
      )}
    </ol>
    <${Saying} />
  </footer>`;
}
