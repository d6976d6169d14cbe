import { useEffect, useRef, useState } from "preact/hooks";
import { fieldValue, html } from "../html.js";
import { t } from "../i18n.js";

const LONGEST = 60; // characters, as the server allows

/**
 * A name that is being typed: Enter takes it, Escape leaves it as it was.
 * @param {{ value: string, label: string, placeholder: string,
 *   onDone: (name: string | null) => void, onCancel: () => void }} _  null: no name of its own
 */
export function Renamed({ value, label, placeholder, onDone, onCancel }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [typed, setTyped] = useState(value);
  useEffect(() => field.current?.select(), []);
  /** @param {KeyboardEvent} event */
  const leave = (event) => {
    if (event.key !== "Escape") return;
    // Escape would close the dialog around it, too.
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  /** @param {Event} event */
  const take = (event) => {
    event.preventDefault();
    onDone(typed.trim() || null);
  };
  return html`<form class="renamed" onSubmit=${take}>
    <input ref=${field} type="text" maxlength=${LONGEST} value=${typed} aria-label=${label}
      placeholder=${placeholder} onKeyDown=${leave}
      onInput=${(/** @type {Event} */ event) => setTyped(fieldValue(event))} />
    <button class="button" type="submit">${t("time.save")}</button>
  </form>`;
}
