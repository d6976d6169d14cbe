/**
 * The socket to the room. When it is lost it comes back by itself, with growing pauses.
 *
 * @typedef {import("./types.js").ServerMessage} ServerMessage
 * @typedef {{ status: "connecting" | "open" | "lost" | "gone", retryAt: number | null,
 *   why?: number }} Link  why: the server's code, where it closed for a reason of its own
 */

/** The server's codes for: this screen was too slow, sent too much, found no place. */
const REASONS = new Set([1009, 4408, 4429, 4503]);

/** Those at which coming back at once would not help. */
const NOT_AT_ONCE = new Set([4429, 4503]);

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
const LAST_ATTEMPT = 10; // from here on, every pause is the longest

/** How often silence is looked at, how long it may last, and how long an answer may take. */
const WATCH = 500;
const QUIET = 8000;
const PATIENCE = 8000; // one large frame over a poor network must have the time to arrive
/** A screen that somebody has just turned to does not show the past for longer than this. */
const IMPATIENCE = 1500;

/**
 * How long to wait before the next attempt: doubling, with jitter so that a class does not
 * come back all at once.
 * @param {number} attempt  from 0 @param {() => number} [random]
 * @returns {number} milliseconds
 */
export function retryPause(attempt, random = Math.random) {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
  return pause * (0.75 + 0.25 * random());
}

export class Connection {
  /**
   * @param {object} options
   * @param {string} options.url
   * @param {(message: ServerMessage) => void} options.onMessage
   * @param {(bytes: ArrayBuffer) => void} options.onFrame
   * @param {(link: Link) => void} options.onLink
   * @param {() => Promise<boolean>} options.roomExists
   */
  constructor({ url, onMessage, onFrame, onLink, roomExists }) {
    this.url = url;
    this.onMessage = onMessage;
    this.onFrame = onFrame;
    this.onLink = onLink;
    this.roomExists = roomExists;
    this.attempt = 0;
    this.isOpen = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {number | undefined} */
    this.why = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** When the last sign of life came, or the attempt began. */
    this.heardAt = 0;
    /** By when an answer must come, or the socket leads nowhere. @type {number | null} */
    this.deadline = null;
    setInterval(() => this.#watch(), WATCH);
  }

  connect() {
    clearTimeout(this.timer);
    this.onLink({ status: this.attempt ? "lost" : "connecting", retryAt: null, why: this.why });
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.#heard();
    socket.addEventListener("message", ({ data }) => {
      if (socket !== this.socket) return;
      this.#heard();
      if (typeof data === "string") {
        const message = JSON.parse(data);
        if (message.type === "welcome") this.#opened();
        this.onMessage(message);
      } else {
        this.onFrame(data);
      }
    });
    socket.addEventListener("close", ({ code }) => {
      if (socket === this.socket) this.#lost(code);
    });
  }

  /** A room that speaks is there; an accepted socket alone may still be refused. */
  #opened() {
    if (this.isOpen) return;
    this.isOpen = true;
    this.attempt = 0;
    this.why = undefined;
    this.onLink({ status: "open", retryAt: null });
  }

  #heard() {
    this.heardAt = Date.now();
    this.deadline = null;
  }

  /** @param {number} code */
  async #lost(code) {
    this.isOpen = false;
    this.socket = null;
    this.why = REASONS.has(code) ? code : undefined;
    const pause = retryPause(NOT_AT_ONCE.has(code) ? LAST_ATTEMPT : this.attempt);
    this.attempt += 1;
    this.onLink({ status: "lost", retryAt: Date.now() + pause, why: this.why });
    this.timer = setTimeout(() => this.connect(), pause);
    if (this.attempt > 1 && !(await this.roomExists()) && !this.isOpen) {
      clearTimeout(this.timer);
      this.onLink({ status: "gone", retryAt: null });
    }
  }

  /**
   * A network that vanishes closes no socket: whether one still leads anywhere shows only when
   * something comes through it. A run at rest says nothing, so we ask.
   */
  #watch() {
    if (!this.socket) return;
    const now = Date.now();
    const silence = now - this.heardAt;
    if (this.deadline !== null) {
      if (now >= this.deadline) this.#begin();
    } else if (silence > QUIET) {
      this.#ask();
    }
  }

  /** A socket that is not open yet cannot be asked; it has as long to open. */
  #ask(patience = PATIENCE) {
    this.deadline = Math.min(this.deadline ?? Number.POSITIVE_INFINITY, Date.now() + patience);
    this.send({ type: "ping" });
  }

  /** Leave this socket, which may take minutes to notice that it is dead, for a new one. */
  #begin() {
    const dead = this.socket;
    this.socket = null;
    this.isOpen = false;
    this.attempt = Math.max(1, this.attempt);
    dead?.close();
    this.connect();
  }

  /** Do not wait for the pause to end. */
  retryNow() {
    if (!this.socket) this.connect();
  }

  /** Somebody looks again, or the network is back: what is shown must be the present. */
  wake() {
    if (this.socket) this.#ask(IMPATIENCE);
    else this.connect();
  }

  /** @param {object} command @returns {boolean} whether it went out */
  send(command) {
    if (!this.isOpen || !this.socket) return false;
    this.socket.send(JSON.stringify(command));
    return true;
  }
}
