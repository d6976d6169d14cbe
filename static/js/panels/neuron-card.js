/** The numbers of one neuron for the sample that is followed. Only what the phase has brought. */
import { formatQuantity } from "../format.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { currentPicture, numbers } from "../live.js";
import { followable, layout } from "../store.js";
import { activationKnown, deltaKnown } from "../visible.js";

/** @typedef {import("../pointing.js").Target} Target */
/** @typedef {import("../pointing.js").Pointed} Pointed */

/** @param {Target} target */
function title({ layer, unit }) {
  const found = layout.value?.layers[layer];
  const name = found?.labels?.[unit] ?? unit + 1;
  if (found?.kind === "input") return t("card.input", { name });
  if (found?.kind === "output") return t("card.output", { name });
  return t("card.neuron", { layer, unit: unit + 1 });
}

/** @param {Target} target @returns {[symbol: string, name: string, value: number][]} */
function rows({ layer, unit }) {
  const picture = currentPicture();
  if (!picture) return [];
  const header = followable.value
    ? numbers.value
    : { phase: /** @type {const} */ ("update"), layer: 0 };
  const input = layout.value?.layers[layer]?.kind === "input";
  /** @param {string} role */
  const value = (role) => picture.tensor(role, layer)?.[unit];
  /** @type {[string, string, number | undefined | false][]} */
  const all = [
    ["b", "card.b", !input && value("biases")],
    ["z", "card.z", activationKnown(header, layer) && value("pre_activations")],
    [
      input ? "x" : "a",
      input ? "card.x" : "card.a",
      activationKnown(header, layer) && value("activations"),
    ],
    ["y", "card.target", value("target")],
    ["δ", "card.delta", deltaKnown(header, layer) && value("deltas")],
  ];
  return /** @type {[string, string, number][]} */ (
    all.filter(([, , number]) => typeof number === "number")
  );
}

/**
 * The same in a sentence, for whoever does not see the card.
 * @param {Target} target
 */
export const described = (target) =>
  [
    title(target),
    ...rows(target).map(([, name, value]) => `${t(name)} ${formatQuantity(value)}`),
  ].join(", ");

/** @param {{ pointed: Pointed, shown: boolean }} _  shown: by somebody else */
export function NeuronCard({ pointed: { target, x, y, left = x }, shown }) {
  /** @param {HTMLElement | null} card */
  const place = (card) => {
    const room = card?.parentElement;
    if (!card || !room) return;
    const right = x + 20 + card.offsetWidth < room.clientWidth;
    card.style.left = `${right ? x + 20 : Math.max(4, left - 20 - card.offsetWidth)}px`;
    card.style.top = `${Math.min(Math.max(4, y - 30), room.clientHeight - card.offsetHeight - 4)}px`;
  };
  return html`<div class="card" ref=${place}>
    ${shown && html`<p class="shown">${t("card.shown")}</p>`}
    <b>${title(target)}</b>
    <dl>${rows(target).map(
      ([symbol, name, value]) => html`<div key=${symbol} class=${symbol === "δ" ? "delta" : ""}>
        <dt><i>${symbol}</i> ${t(name)}</dt>
        <dd class=${value < 0 ? "minus" : ""}>${formatQuantity(value)}</dd></div>`,
    )}</dl>
  </div>`;
}
