import htm from "htm";
import { h } from "preact";

/** Markup as tagged templates: html`<b>${text}</b>`. */
export const html = htm.bind(h);

/**
 * The value of the field an event came from.
 * @param {Event} event @returns {string}
 */
export function fieldValue(event) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value;
}
