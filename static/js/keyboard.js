/** Space plays and pauses, → goes one step, R resets; never while something is typed. */
import { resetRun, stepOnce } from "./commands.js";
import { play, stepUnit } from "./panels/run-controls.js";

const TYPING = "input, select, textarea, [contenteditable]";

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest(TYPING)) return;
  if (event.key === " " && !target.closest("button, a, summary")) play();
  else if (event.key === "ArrowRight") stepOnce(stepUnit.value);
  else if (event.key.toLowerCase() === "r" && !event.repeat) resetRun();
  else return;
  event.preventDefault();
}

export const listenToKeys = () => addEventListener("keydown", press);
