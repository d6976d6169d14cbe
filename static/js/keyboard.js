/** Listens to the keys of `keys.js`. Never while something is typed. */
/** @typedef {import("./keys.js").Key} Key */
import { KEYS } from "./keys.js";
import { tellOnlyPresenter } from "./roles.js";
import { mayCommand } from "./store.js";

/** Controls that a few keys move, but that take no text. */
const MOVED = "select, input[type=range], input[type=checkbox], input[type=radio]";
const FIELDS = "input, select, textarea, [contenteditable]";
const PRESSED = "button, a, summary, [role=button], input[type=checkbox], input[type=radio]";

/**
 * @typedef {object} Place  where the focus is
 * @property {boolean} covered  a dialog is open
 * @property {boolean} pressable  on something that the space bar presses
 * @property {"none" | "text" | "moved" | "clicked"} field  in a text; on a list, slider or switch
 *   that was reached with the keyboard; on one that was clicked, and has the focus by chance
 */

/**
 * The entry for a key press, if it means anything now.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">} event
 * @param {Place} place @param {Key[]} [table]
 */
export function keyFor({ key, ctrlKey, metaKey, altKey }, place, table = KEYS) {
  if (altKey || place.field === "text") return undefined;
  const { covered, pressable, field } = place;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return table.find(
    (entry) =>
      entry.keys.includes(name) &&
      Boolean(entry.ctrl) === (ctrlKey || metaKey) &&
      (!covered || entry.everywhere) &&
      (!pressable || !entry.presses) &&
      // A list goes to what begins with a letter, a slider goes by the arrows and the pages.
      (field !== "moved" || (name.length === 1 && !entry.remote)) &&
      (field !== "clicked" || name.length === 1 || entry.remote) &&
      (entry.when?.() ?? true),
  );
}

/** @param {Element} target @returns {Place} */
function placeOf(target) {
  const field = target.closest(FIELDS);
  const moved = field?.matches(MOVED);
  const seen = field?.matches(":focus-visible");
  const list = field?.matches("select");
  return {
    covered: document.querySelector("dialog[open]") !== null,
    pressable: target.closest(PRESSED) !== null,
    field: !field ? "none" : !moved || (list && seen) ? "text" : seen ? "moved" : "clicked",
  };
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const entry = keyFor(event, placeOf(/** @type {Element} */ (event.target)));
  if (!entry) return;
  const mine = !entry.commands || mayCommand.value;
  if (!mine && entry.remote) return;
  event.preventDefault();
  if (!mine) tellOnlyPresenter();
  else if (!event.repeat) entry.act();
  else if (entry.again !== null) (entry.again ?? entry.act)();
}

export const listenToKeys = () => addEventListener("keydown", press);
