/** A number in a field of text, read there and typed over. */
import { useState } from "preact/hooks";
import { fieldValue, html } from "../html.js";

/**
 * What is being typed stays while the number goes on changing, as it does in a run that trains:
 * the field is told the number again only once the typing has come to its end.
 * @param {{ label: string, text: string, placeholder?: string, onTyped: (typed: string) => void }} _
 *   onTyped: told of the text, when it is done and is another one than before
 */
export function TypedValue({ label, text, placeholder = "", onTyped }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  /** @param {Event} event */
  const type = (event) => setDraft(fieldValue(event));
  /** @param {Event} event */
  const done = (event) => {
    setDraft(null);
    if (fieldValue(event) !== text) onTyped(fieldValue(event));
  };
  return html`<input class="value" type="text" inputmode="decimal" autocomplete="off"
    aria-label=${label} placeholder=${placeholder} value=${draft ?? text}
    onInput=${type} onChange=${done} onBlur=${() => setDraft(null)} />`;
}
