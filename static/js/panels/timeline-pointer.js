/** Hand and keys on the timeline. */
import { tellOnlyPresenter } from "../roles.js";
import { mayCommand } from "../store.js";
import { INSET } from "../timeline/draw.js";
import { handleStep, held, seekTo, settle } from "../timeline/seeking.js";
import { keyStep, markAt, stepAt } from "../timeline/slider.js";
import { bookmarksHere, forks, latest } from "../timeline/time.js";

const REACH = 7; // pixels beside a mark that still mean it
const STILL = 3; // pixels that a finger trembles

/** Where the hand came down. @type {number | null} */
let pressed = null;

/** @param {PointerEvent} event */
function placeOf(event) {
  const track = /** @type {HTMLElement} */ (event.currentTarget);
  const { left, width } = track.getBoundingClientRect();
  return { x: event.clientX - left - INSET, width: width - 2 * INSET };
}

/** @param {PointerEvent} event */
function onPointerDown(event) {
  if (event.button !== 0) return;
  if (!mayCommand.value) {
    tellOnlyPresenter();
    return;
  }
  const track = /** @type {HTMLElement} */ (event.currentTarget);
  track.setPointerCapture(event.pointerId);
  held.value = true;
  pressed = event.clientX;
  const { x, width } = placeOf(event);
  const marks = [...bookmarksHere.value, ...forks.value].map(({ step }) => step);
  seekTo(markAt(x, width, latest.value, marks, REACH) ?? stepAt(x, width, latest.value));
}

/** @param {PointerEvent} event */
function onPointerMove(event) {
  if (!held.value) return;
  if (pressed !== null && Math.abs(event.clientX - pressed) < STILL) return;
  pressed = null;
  const { x, width } = placeOf(event);
  seekTo(stepAt(x, width, latest.value));
}

function release() {
  if (held.value) settle();
}

/** @param {KeyboardEvent} event */
function onKeyDown(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const to = keyStep(event.key, handleStep.value, latest.value);
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (mayCommand.value) seekTo(to);
  else tellOnlyPresenter();
}

export const trackHandlers = {
  onPointerDown,
  onPointerMove,
  onPointerUp: release,
  onPointerCancel: release,
  onLostPointerCapture: release,
  onKeyDown,
  onKeyUp: () => settle(),
};
