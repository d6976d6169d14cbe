/** Which entry of the table of keys a key press means. */
/** @typedef {import("./keys.js").Key} Key */

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
 * @param {Place} place @param {Key[]} table
 */
export function keyFor({ key, ctrlKey, metaKey, altKey }, place, table) {
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
