/**
 * Asks for one step after the other while a hand drags: only the newest place matters. Knows the
 * step that was asked for until the run stands there.
 */
import { signal } from "@preact/signals";
import { debounce, throttle } from "../pace.js";

const OFTEN = 100; // milliseconds between two seeks
const PATIENCE = 3000; // milliseconds for a seek to be answered, which takes some 150

export class Seeker {
  /** @param {(step: number) => boolean} send  whether it could be sent */
  constructor(send) {
    /** The step that was asked for and has not come yet. @type {import("../store.js").Signal<number | null>} */
    this.wanted = signal(null);
    /** Whether a hand holds the handle. */
    this.held = signal(false);
    this.sendSoon = throttle((/** @type {number} */ step) => {
      if (!send(step)) this.wanted.value = null;
    }, OFTEN);
    // Somebody else in the room may have gone elsewhere meanwhile: then nobody waits any longer.
    this.giveUp = debounce(() => this.arrive(null), PATIENCE);
  }

  /** Go to a step, one of many in a row. @param {number} step */
  to(step) {
    if (this.wanted.peek() === step) return;
    this.wanted.value = step;
    this.sendSoon(step);
    this.giveUp();
  }

  /** The hand lets go: what it last meant is sent now. @param {number} at  where the run stands */
  settle(at) {
    this.held.value = false;
    this.sendSoon.flush();
    this.arrive(at);
  }

  /** The run stands at this step, or does not go where it was asked to. @param {number | null} at */
  arrive(at) {
    if (this.held.peek() || this.sendSoon.pending()) return;
    if (at === null || at === this.wanted.peek()) this.wanted.value = null;
  }

  /** Nobody hears any more. */
  cancel() {
    this.sendSoon.cancel();
    this.giveUp.cancel();
    this.held.value = false;
    this.wanted.value = null;
  }
}
