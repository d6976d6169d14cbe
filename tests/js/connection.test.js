import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Connection } from "../../static/js/connection.js";

/** @typedef {import("../../static/js/connection.js").Link} Link */

/** @type {FakeSocket[]} */
let sockets = [];
/** @type {Link[]} */
let links = [];

class FakeSocket extends EventTarget {
  constructor() {
    super();
    sockets.push(this);
  }

  /** @param {object} message */
  hear(message) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  /** @param {number} code */
  end(code) {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const latest = () => /** @type {Link} */ (links.at(-1));
const socket = () => /** @type {FakeSocket} */ (sockets.at(-1));

/** Milliseconds until the next attempt. */
const pause = () => (latest().retryAt ?? 0) - Date.now();

function connected() {
  const connection = new Connection({
    url: "ws://localhost/ws/rooms/KXQTPA",
    onMessage: () => {},
    onFrame: () => {},
    onLink: (link) => links.push(link),
    roomExists: async () => true,
  });
  connection.connect();
  return connection;
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  sockets = [];
  links = [];
  Object.assign(globalThis, { WebSocket: FakeSocket });
});

test("a room is open once it welcomes", () => {
  connected();
  assert.equal(latest().status, "connecting");
  socket().hear({ type: "error", code: "busy" });
  assert.equal(latest().status, "connecting");
  socket().hear({ type: "welcome" });
  assert.deepEqual(latest(), { status: "open", retryAt: null });
});

test("a connection that breaks comes back soon, and later each time", () => {
  connected();
  socket().hear({ type: "welcome" });
  socket().end(1006);
  assert.equal(latest().why, undefined);
  assert.ok(pause() <= 500);
  mock.timers.tick(500);
  socket().end(1006);
  assert.ok(pause() > 500);
});

for (const code of [4429, 4503]) {
  test(`who is turned away with ${code} is told why and waits`, () => {
    connected();
    socket().hear({ type: "error", code: "busy" });
    socket().end(code);
    assert.deepEqual([latest().status, latest().why], ["lost", code]);
    assert.ok(pause() >= 7000);
    mock.timers.tick(10_000);
    assert.equal(sockets.length, 2);
    assert.equal(latest().why, code);
    socket().hear({ type: "welcome" });
    socket().end(1006);
    assert.equal(latest().why, undefined);
    assert.ok(pause() <= 500);
  });
}

test("who was too slow comes back at once", () => {
  connected();
  socket().hear({ type: "welcome" });
  socket().end(4408);
  assert.equal(latest().why, 4408);
  assert.ok(pause() <= 500);
});
