/**
 * The keys of the page: what each does, in which words, and for whom. The listener
 * (`keyboard.js`) and the overlay (`panels/keys.js`) are made from this table: a new key is one
 * entry of it.
 *
 * @typedef {object} Key
 * @property {string[]} keys  as `KeyboardEvent.key` says them, letters in lower case
 * @property {string} text  what it does, a key of the texts
 * @property {"run" | "look" | "screen"} group  where the overlay tells it
 * @property {() => void} act
 * @property {boolean} [ctrl]  with Control, or with Command on a Mac
 * @property {boolean} [commands]  changes the run, which not everybody may
 * @property {boolean} [remote]  a presenter's remote control sends it: it is taken from a list or
 *   a slider that was only clicked, and to whom it does not belong, it keeps the browser's meaning
 * @property {(() => void) | null} [again]  while it is held; null: nothing more. The same as
 *   `act` where it is left out
 * @property {() => boolean} [when]  whether it means anything now
 * @property {boolean} [everywhere]  under an open dialog, too
 * @property {boolean} [presses]  a focused button or link takes it for itself
 */
import { resetRun, stepOnce } from "./commands.js";
import { besideLooked, forgetBeside } from "./compare/pointing.js";
import { edits, undo } from "./edits.js";
import { throttle } from "./pace.js";
import { toggleInvitation } from "./panels/invitation.js";
import { play, stepBack, stepUnit } from "./panels/run-controls.js";
import { alone, followPresenter, forgetPointing, looked } from "./pointing.js";
import { toggleBlank, toggleKeys, toggleProjector } from "./screen.js";
import { toggleBookmark } from "./timeline/seeking.js";

const forward = () => stepOnce(stepUnit.value);

/** A key that is held repeats faster on some machines than a server lets anybody command. */
const OFTEN = 50;
const forwardAgain = throttle(forward, OFTEN);
const backAgain = throttle(stepBack, OFTEN);

/** @type {Key[]} */
export const KEYS = [
  { keys: [" "], text: "keys.play", group: "run", act: play, commands: true, presses: true },
  {
    keys: ["ArrowRight"],
    text: "keys.forward",
    group: "run",
    act: forward,
    again: forwardAgain,
    commands: true,
  },
  {
    keys: ["ArrowLeft"],
    text: "keys.back",
    group: "run",
    act: stepBack,
    again: backAgain,
    commands: true,
  },
  // What the two buttons of a presenter's remote control send.
  {
    keys: ["PageDown"],
    text: "keys.forward.remote",
    group: "run",
    act: forward,
    again: forwardAgain,
    commands: true,
    remote: true,
  },
  {
    keys: ["PageUp"],
    text: "keys.back.remote",
    group: "run",
    act: stepBack,
    again: backAgain,
    commands: true,
    remote: true,
  },
  { keys: ["r"], text: "keys.reset", group: "run", act: resetRun, again: null, commands: true },
  {
    keys: ["b"],
    text: "keys.bookmark",
    group: "run",
    act: toggleBookmark,
    again: null,
    commands: true,
  },
  {
    keys: ["z"],
    text: "keys.undo",
    group: "run",
    act: undo,
    ctrl: true,
    commands: true,
    when: edited,
  },
  { keys: ["Escape"], text: "keys.letGo", group: "look", act: letGo, when: looking },
  { keys: ["f"], text: "keys.follow", group: "look", act: followPresenter, when: strayed },
  {
    keys: ["i"],
    text: "keys.invite",
    group: "screen",
    act: toggleInvitation,
    again: null,
    everywhere: true,
  },
  {
    keys: ["p"],
    text: "keys.projector",
    group: "screen",
    act: toggleProjector,
    again: null,
    everywhere: true,
  },
  // A Chinese keyboard may write the signs in full width.
  {
    keys: [".", "。"],
    text: "keys.blank",
    group: "screen",
    act: toggleBlank,
    again: null,
    everywhere: true,
  },
  {
    keys: ["?", "？"],
    text: "keys.help",
    group: "screen",
    act: toggleKeys,
    again: null,
    everywhere: true,
  },
];

function edited() {
  return edits.value.length > 0;
}

function looking() {
  return looked.value !== null || besideLooked.value !== null;
}

function letGo() {
  forgetPointing();
  forgetBeside();
}

function strayed() {
  return alone.value;
}
