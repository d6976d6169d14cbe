/**
 * Space plays and pauses, → goes one step and ← one back, R resets, B bookmarks; I shows the invitation, F follows the
 * presenter, Escape lets go of a neuron. Never while something is typed.
 */
import { resetRun, stepOnce } from "./commands.js";
import { throttle } from "./pace.js";
import { toggleInvitation } from "./panels/invitation.js";
import { play, stepBack, stepUnit } from "./panels/run-controls.js";
import { alone, followPresenter, forgetPointing, looked } from "./pointing.js";
import { tellOnlyPresenter } from "./roles.js";
import { mayCommand } from "./store.js";
import { toggleBookmark } from "./timeline/seeking.js";

const TYPING = "input, select, textarea, [contenteditable]";

/** A key that is held repeats faster on some machines than a server lets anybody command. */
const stepAgain = throttle(() => stepOnce(stepUnit.value), 50);
const backAgain = throttle(stepBack, 50);

/** What the run does at a key. @param {KeyboardEvent} event @param {Element} target */
function commandOf({ key, repeat }, target) {
  if (key === " " && !target.closest("button, a, summary")) return play;
  if (key === "ArrowRight") return repeat ? stepAgain : () => stepOnce(stepUnit.value);
  if (key === "ArrowLeft") return repeat ? backAgain : stepBack;
  if (key.toLowerCase() === "r" && !repeat) return resetRun;
  if (key.toLowerCase() === "b" && !repeat) return toggleBookmark;
  return null;
}

/** What this screen does at a key. @param {KeyboardEvent} event */
function viewOf({ key, repeat }) {
  if (key.toLowerCase() === "i" && !repeat) return toggleInvitation;
  if (key.toLowerCase() === "f" && alone.value) return followPresenter;
  return key === "Escape" && looked.value ? forgetPointing : null;
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest(TYPING)) return;
  // Under an open dialog the run and the picture are out of reach, by key as by mouse.
  const covered = document.querySelector("dialog[open]") !== null;
  if (covered && event.key.toLowerCase() !== "i") return;
  const command = commandOf(event, target);
  const act = command && !mayCommand.value ? tellOnlyPresenter : (command ?? viewOf(event));
  if (!act) return;
  act();
  event.preventDefault();
}

export const listenToKeys = () => addEventListener("keydown", press);
