import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../html.js";

/**
 * A modal dialog of the browser's own: it keeps the focus, gives it back and closes on Escape.
 * @param {{ open: import("../store.js").Signal<boolean>, kind: string, label: string,
 *   children?: unknown }} _
 */
export function Dialog({ open, kind, label, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const shown = open.value;
  const close = () => {
    open.value = false;
  };
  const wanted = useRef(false);
  // The browser tells of every end a moment later: of one that was asked for here it may do so
  // when the dialog is to open again.
  const closed = () => {
    if (wanted.current && !element.current?.open) close();
  };
  useLayoutEffect(() => {
    const dialog = element.current;
    wanted.current = shown;
    if (shown && !dialog?.open) dialog?.showModal();
    if (!shown && dialog?.open) dialog.close();
  }, [shown]);
  /** The dialog's own padding is none: a click on itself is one on the ground around it. @param {MouseEvent} event */
  const outside = ({ target }) => target === element.current && close();
  return html`<dialog ref=${element} class=${kind} aria-label=${label} onCancel=${close}
    onClose=${closed} onClick=${outside}>${shown && children}</dialog>`;
}
