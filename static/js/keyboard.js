/** Listens to the keys of `keys.js`. Never while something is typed. */
/** @typedef {import("./key-for.js").Place} Place */
import { keyFor } from "./key-for.js";
import { KEYS } from "./keys.js";
import { tellOnlyPresenter } from "./roles.js";
import { mayCommand } from "./store.js";

/** Controls that a few keys move, but that take no text. */
const MOVED = "select, input[type=range], input[type=checkbox], input[type=radio]";
const FIELDS = "input, select, textarea, [contenteditable]";
const PRESSED = "button, a, summary, [role=button], input[type=checkbox], input[type=radio]";

/** The field that got the focus by a click. `:focus-visible` would not tell: any key changes it.
 * @type {Element | null | undefined} */
let clicked = null;

/** @param {PointerEvent} event */
function point(event) {
  const target = /** @type {Element} */ (event.target);
  clicked = target.closest("label")?.control ?? target.closest(FIELDS);
}

/** @param {Element} target @returns {Place} */
function placeOf(target) {
  const field = target.closest(FIELDS);
  const moved = field?.matches(MOVED);
  const list = field?.matches("select");
  const byHand = field === clicked;
  return {
    covered: document.querySelector("dialog[open]") !== null,
    pressable: target.closest(PRESSED) !== null,
    field: !field ? "none" : moved && byHand ? "clicked" : !moved || list ? "text" : "moved",
  };
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.key === "Tab") clicked = null;
  if (event.defaultPrevented || event.isComposing) return;
  const entry = keyFor(event, placeOf(/** @type {Element} */ (event.target)), KEYS);
  if (!entry) return;
  const mine = !entry.commands || mayCommand.value;
  if (!mine && entry.remote) return;
  event.preventDefault();
  if (!mine) tellOnlyPresenter();
  else if (!event.repeat) entry.act();
  else if (entry.again !== null) (entry.again ?? entry.act)();
}

export function listenToKeys() {
  addEventListener("keydown", press);
  addEventListener("pointerdown", point, true);
}
