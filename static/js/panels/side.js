/** The right column: one thing at a time, chosen by tabs. A new tab is one line here. */
import { signal } from "@preact/signals";
import { html } from "../html.js";
import { t } from "../i18n.js";
import { Inspector } from "./inspector/inspector.js";
import { Layers } from "./layers.js";
import { Results } from "./results.js";

/** @typedef {{ id: string, title: string, Panel: () => unknown }} Tab */

/** @type {Tab[]} */
const TABS = [
  { id: "results", title: "side.results", Panel: Results },
  { id: "layers", title: "side.layers", Panel: Layers },
  { id: "neuron", title: "side.neuron", Panel: Inspector },
];

/** The tab that is open. */
export const openTab = signal("results");

/** @param {string} id */
export function show(id) {
  openTab.value = id;
}

/** Arrow keys walk the tabs, as everywhere. @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const at = TABS.findIndex(({ id }) => id === openTab.value);
  show(TABS[(at + step + TABS.length) % TABS.length].id);
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const next = /** @type {HTMLElement} */ (list.children[(at + step + TABS.length) % TABS.length]);
  next.focus();
  event.preventDefault();
  event.stopPropagation();
}

function Strip() {
  if (TABS.length < 2) return null;
  return html`<div class="side-tabs" role="tablist" aria-label=${t("page.results")} onKeyDown=${walk}>
    ${TABS.map(
      ({ id, title }) => html`<button key=${id} type="button" role="tab" id=${`tab-${id}`}
        aria-selected=${openTab.value === id} aria-controls="side-panel"
        tabindex=${openTab.value === id ? 0 : -1} onClick=${() => show(id)}>${t(title)}</button>`,
    )}
  </div>`;
}

export function Side() {
  const { Panel } = TABS.find(({ id }) => id === openTab.value) ?? TABS[0];
  return html`<aside class="results" aria-label=${t("page.results")}>
    <${Strip} />
    <div class="side-panel" id="side-panel"
      ...${TABS.length > 1 ? { role: "tabpanel", "aria-labelledby": `tab-${openTab.value}` } : {}}>
      <${Panel} />
    </div>
  </aside>`;
}
