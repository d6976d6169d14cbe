/** The right column: one thing at a time, chosen by tabs. A new tab is one line here. */
import { computed, signal } from "@preact/signals";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { data } from "../store.js";
import { Images } from "./images/images.js";
import { Inspector } from "./inspector/inspector.js";
import { Layers } from "./layers.js";
import { Results } from "./results.js";

/** @typedef {{ id: string, title: string, Panel: () => unknown, when?: () => boolean }} Tab  when: it is there */

/** @type {Tab[]} */
const ALL = [
  { id: "results", title: "side.results", Panel: Results },
  { id: "layers", title: "side.layers", Panel: Layers },
  { id: "neuron", title: "side.neuron", Panel: Inspector },
  {
    id: "images",
    title: "side.images",
    Panel: Images,
    when: () => data.value?.view === "image" && data.value.classes !== null,
  },
];

const tabs = computed(() => ALL.filter(({ when }) => when?.() ?? true));

const wanted = signal("results");

/** The tab that is open: the first, where the one that was chosen is not there. */
export const openTab = computed(() =>
  tabs.value.some(({ id }) => id === wanted.value) ? wanted.value : tabs.value[0].id,
);

/** @param {string} id */
export function show(id) {
  wanted.value = id;
}

/** Arrow keys walk the tabs, as everywhere. @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const there = tabs.value;
  const at = there.findIndex(({ id }) => id === openTab.value);
  const to = (at + step + there.length) % there.length;
  show(there[to].id);
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const next = /** @type {HTMLElement} */ (list.children[to]);
  next.focus();
  event.preventDefault();
  event.stopPropagation();
}

function Strip() {
  return html`<div class="side-tabs" role="tablist" aria-label=${t("page.results")} onKeyDown=${walk}>
    ${tabs.value.map(
      ({ id, title }) => html`<button key=${id} type="button" role="tab" id=${`tab-${id}`}
        aria-selected=${openTab.value === id} aria-controls="side-panel"
        tabindex=${openTab.value === id ? 0 : -1} onClick=${() => show(id)}>${t(title)}</button>`,
    )}
  </div>`;
}

export function Side() {
  const { Panel } = tabs.value.find(({ id }) => id === openTab.value) ?? tabs.value[0];
  return html`<aside class="results" aria-label=${t("page.results")}>
    <${Strip} />
    <div class="side-panel" id="side-panel" role="tabpanel" aria-labelledby=${`tab-${openTab.value}`}>
      <${Panel} />
    </div>
  </aside>`;
}
