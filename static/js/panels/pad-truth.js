/** What somebody says a drawing is: it is a correction from then on, or one of the class's own data. */
import { useSignal } from "@preact/signals";
import { give } from "../commands.js";
import { correctable, correctDrawing, takeBackCorrection } from "../corrections/corrections.js";
import { addDrawings, drawings, drawsData } from "../corrections/drawings.js";
import { given } from "../corrections/offers.js";
import { clear, drawn, tellTruth } from "../draw/drawn.js";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { catalog, data, mayCommand } from "../store.js";

/** Say what is on the pad, or take it back. @param {number} label @param {boolean} again  it was said already */
function tell(label, again) {
  const pixels = drawn.value?.text;
  if (!pixels) return;
  tellTruth(again ? null : label);
  if (!mayCommand.value || !correctable.value) return;
  if (again) takeBackCorrection(pixels);
  else correctDrawing(pixels, label);
}

/** Put what is on the pad among the data, and make room for the next one. @param {number} label */
function add(label) {
  const pixels = drawn.value?.text;
  if (!pixels) return;
  addDrawings([{ pixels, label }], catalog.value?.limits.drawings ?? 0);
  clear();
}

/** A viewer's drawing goes to the presenter, who decides. */
function Give() {
  const sent = useSignal("");
  const { text = "", label = null } = drawn.value ?? {};
  if (label === null) return given.value > 0 ? html`<${Waiting} />` : null;
  const offer = () => {
    if (give(text, label)) sent.value = text;
  };
  return html`<button class="button" type="button" disabled=${sent.value === text}
      onClick=${offer}>${t("give.give")}</button>
    ${given.value > 0 && html`<${Waiting} />`}`;
}

const Waiting = () =>
  html`<p class="fine" role="status">${t("give.waiting", { count: given.value })}</p>`;

function Known() {
  const label = drawn.value?.label ?? null;
  if (label === null) return null;
  return html`<p class="fine" role="status">${t(mayCommand.value && correctable.value ? "pad.really.learns" : "pad.really.known")}</p>`;
}

export function PadTruth() {
  const classes = data.value?.classes ?? [];
  const label = drawn.value?.label ?? null;
  const adds = drawsData.value && mayCommand.value;
  const full = adds && drawings.value.length >= (catalog.value?.limits.drawings ?? 0);
  const empty = !drawn.value?.pixels.some((byte) => byte > 0);
  return html`<div class="pad-truth">
    <span id="pad-really">${t(adds ? "drawings.add" : "pad.really")}</span>
    <div class="chips" role="group" aria-labelledby="pad-really">
      ${classes.map(
        (name, i) => html`<button key=${i} type="button" class="chip"
          aria-pressed=${adds ? undefined : label === i} disabled=${full || empty}
          aria-label=${t(adds ? "drawings.addAs" : "pad.really.is", { name })}
          onClick=${() => (adds ? add(i) : tell(i, label === i))}>${name}</button>`,
      )}
    </div>
    ${!adds && html`<${Known} />`}
    ${!mayCommand.value && correctable.value && html`<${Give} />`}
  </div>`;
}
