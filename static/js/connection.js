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
const PATIENCE = new Set([4429, 4503]);

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
const LAST_ATTEMPT = 10; // from here on, every pause is the longest

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
  }

  connect() {
    clearTimeout(this.timer);
    this.onLink({ status: this.attempt ? "lost" : "connecting", retryAt: null, why: this.why });
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (socket !== this.socket) return;
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

  /** @param {number} code */
  async #lost(code) {
    this.isOpen = false;
    this.socket = null;
    this.why = REASONS.has(code) ? code : undefined;
    const pause = retryPause(PATIENCE.has(code) ? LAST_ATTEMPT : this.attempt);
    this.attempt += 1;
    this.onLink({ status: "lost", retryAt: Date.now() + pause, why: this.why });
    this.timer = setTimeout(() => this.connect(), pause);
    if (this.attempt > 1 && !(await this.roomExists()) && !this.isOpen) {
      clearTimeout(this.timer);
      this.onLink({ status: "gone", retryAt: null });
    }
  }

  /** Do not wait for the pause to end. */
  retryNow() {
    if (!this.socket) this.connect();
  }

  /** @param {object} command @returns {boolean} whether it went out */
  send(command) {
    if (!this.isOpen || !this.socket) return false;
    this.socket.send(JSON.stringify(command));
    return true;
  }
}
