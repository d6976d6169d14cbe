/**
 * A question that is on screen: asked anew while the run goes on, never faster than it is
 * answered, and never by a page that nobody sees.
 *
 * @typedef {import("./types.js").Answer} Answer
 */
import { effect, signal } from "@preact/signals";

const LOST = 3000; // milliseconds after which an answer is not waited for any more

/** What a question depends on. @typedef {{ sequence: number, open: boolean, visible: boolean }} World */

/** @template {Answer} Kind */
export class Asking {
  /**
   * @param {Kind["type"]} type @param {number} every  milliseconds between two questions
   * @param {{ send: (command: object) => boolean, world: () => World }} outside
   *   world: as signals, so that what changes is noticed
   */
  constructor(type, every, { send, world }) {
    this.type = type;
    this.every = every;
    this.send = send;
    /** The newest answer to the present question. @type {import("../store.js").Signal<Kind | null>} */
    this.answer = signal(null);
    /** @type {import("../store.js").Signal<Record<string, unknown> | null>} */
    this.question = signal(null);
    /** @type {World} */
    this.now = { sequence: -1, open: false, visible: false };
    this.asked = { at: -Infinity, sequence: -1 };
    this.waiting = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    effect(() => {
      const wanted = this.question.value;
      this.now = world();
      if (!this.now.open) this.waiting = false;
      if (wanted) this.look();
    });
  }

  /** Ask this from now on, or nothing. @param {Record<string, unknown> | null} question */
  want(question) {
    if (JSON.stringify(question) === JSON.stringify(this.question.peek())) return;
    this.forget();
    this.question.value = question;
  }

  /** What was told is void: the question is asked again. */
  forget() {
    this.answer.value = null;
    this.waiting = false;
    this.asked = { at: -Infinity, sequence: -1 };
  }

  /** Ask if there is anything new and it is time, or see when it is. */
  look() {
    clearTimeout(this.timer);
    const { sequence, open, visible } = this.now;
    const question = this.question.peek();
    if (!question || !open || !visible || this.asked.sequence === sequence) return;
    const rest = this.asked.at + (this.waiting ? LOST : this.every) - performance.now();
    if (rest > 0) {
      this.timer = setTimeout(() => this.look(), rest);
      return;
    }
    if (this.send({ type: this.type, ...question })) {
      this.asked = { at: performance.now(), sequence };
      this.waiting = true;
      // An answer may be lost with its worker.
      this.timer = setTimeout(() => this.lost(), LOST);
    }
  }

  lost() {
    if (!this.waiting) return;
    this.asked = { at: -Infinity, sequence: -1 };
    this.waiting = false;
    this.look();
  }

  /** @param {Kind} message */
  receive(message) {
    const question = this.question.peek();
    /** @type {Record<string, unknown>} */
    const told = { ...message };
    // One that was asked before may be answered late.
    if (!question || Object.keys(question).some((name) => told[name] !== question[name])) return;
    this.answer.value = message;
    this.waiting = false;
    this.look();
  }
}
