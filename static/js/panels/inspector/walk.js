/** Buttons that lead to the neurons that this one depends on, and to those it influences. */
import { html } from "../../html.js";
import { t } from "../../i18n.js";
import { longName, shortName } from "../../names.js";
import { hover, select, selected } from "../../pointing.js";
import { neuronAt, sameTarget } from "../../target.js";

/** @param {import("../../target.js").Target} target */
export function go(target) {
  hover(null);
  if (!sameTarget(target, selected.value)) select(target);
}

/** @param {{ layer: number, unit: number, back?: boolean }} _ */
export function NeuronLink({ layer, unit, back = false }) {
  const name = shortName(layer, unit);
  const label = t(back ? "inspector.walk.from" : "inspector.walk.to", {
    name: longName(layer, unit),
  });
  return html`<button class="walk" type="button" title=${label}
    onClick=${() => go(neuronAt(layer, unit))}><span aria-hidden="true">${
      back ? `← ${name}` : `→ ${name}`
    }</span><span class="sr-only">${label}</span></button>`;
}

/**
 * Up and down lead from one of a table's links to the next.
 * @param {KeyboardEvent & { currentTarget: Element }} event
 */
export function walkRows(event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll(".walk")];
  const at = links.indexOf(/** @type {Element} */ (event.target));
  if (!by || at < 0) return;
  event.preventDefault();
  const next = links[at + by];
  if (next instanceof HTMLElement) next.focus();
}
