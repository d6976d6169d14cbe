import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Connection } from "../../static/js/connection.js";

/** @typedef {import("../../static/js/connection.js").Link} Link */

/** A socket whose other end is the test. */
class Line extends EventTarget {
  /** @type {Line[]} */
  static all = [];

  constructor() {
    super();
    /** @type {string[]} */
    this.sent = [];
    this.closed = false;
    Line.all.push(this);
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }

  close() {
    this.closed = true;
  }

  /** @param {unknown} data */
  receive(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
}

const PING = '{"type":"ping"}';
const PONG = '{"type":"pong"}';

/** @param {(connection: Connection, links: Link[]) => void} act */
function connected(act) {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const before = globalThis.WebSocket;
  Object.assign(globalThis, { WebSocket: Line });
  Line.all = [];
  /** @type {Link[]} */
  const links = [];
  const connection = new Connection({
    url: "ws://room",
    onMessage: () => {},
    onFrame: () => {},
    onLink: (link) => links.push(link),
    roomExists: async () => true,
  });
  try {
    connection.connect();
    Line.all[0].receive('{"type":"welcome"}');
    act(connection, links);
  } finally {
    mock.timers.reset();
    Object.assign(globalThis, { WebSocket: before });
  }
}

/** @param {number} seconds */
function wait(seconds) {
  for (let tick = 0; tick < seconds * 10; tick++) mock.timers.tick(100);
}

test("a run at rest says nothing, so the page asks now and then and stays where it is", () => {
  connected((_, links) => {
    for (let minute = 0; minute < 60; minute++) {
      wait(1);
      if (Line.all[0].sent.at(-1) === PING) {
        Line.all[0].receive(PONG);
        Line.all[0].sent.push("answered");
      }
    }
    assert.ok(Line.all[0].sent.includes(PING));
    assert.equal(Line.all.length, 1);
    assert.equal(links.at(-1)?.status, "open");
  });
});

test("while something comes nobody asks", () => {
  connected(() => {
    for (let second = 0; second < 60; second++) {
      wait(1);
      Line.all[0].receive(new ArrayBuffer(8));
    }
    assert.deepEqual(Line.all[0].sent, []);
  });
});

test("a socket that no longer answers is told as lost and replaced", () => {
  connected((_, links) => {
    wait(18);
    assert.deepEqual(Line.all[0].sent, [PING]);
    assert.ok(Line.all[0].closed);
    assert.equal(Line.all.length, 2);
    assert.equal(links.at(-1)?.status, "lost");
    Line.all[1].receive('{"type":"welcome"}');
    assert.equal(links.at(-1)?.status, "open");
  });
});

test("what a replaced socket still says is not heard", () => {
  connected((connection) => {
    wait(18);
    Line.all[0].receive("not even JSON");
    Line.all[0].dispatchEvent(new Event("close"));
    assert.equal(connection.socket, Line.all[1]);
  });
});

test("whoever turns to the page again gets the present within two seconds", () => {
  connected((connection) => {
    connection.wake();
    assert.deepEqual(Line.all[0].sent, [PING]);
    wait(2);
    assert.equal(Line.all.length, 2);
  });
});

test("whoever turns to a page that is well connected keeps the connection", () => {
  connected((connection) => {
    connection.wake();
    Line.all[0].receive(PONG);
    wait(5);
    assert.equal(Line.all.length, 1);
  });
});

test("a lost page that is looked at again does not wait for its pause to end", () => {
  connected((connection, links) => {
    Line.all[0].dispatchEvent(new Event("close"));
    assert.equal(links.at(-1)?.status, "lost");
    connection.wake();
    assert.equal(Line.all.length, 2);
    wait(60);
    assert.ok(Line.all.length > 2, "an attempt that never opens is given up, too");
  });
});
