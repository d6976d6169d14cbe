import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inOrder } from "../../static/js/order.js";
import {
  EVERYTHING,
  partsInView,
  shows,
  subscribeAnew,
  subscribeThrough,
} from "../../static/js/subscription.js";

test("a screen asks for what is in view, in the order of the parts", () => {
  const places = [
    { parts: ["maps", "network"], inView: true },
    { parts: ["results"], inView: false },
    { parts: ["network", "exact"], inView: true },
  ];
  assert.deepEqual(partsInView(false, places), ["header", "network", "exact", "maps"]);
  assert.deepEqual(partsInView(false, []), ["header"]);
});

test("a screen that nobody sees asks for nothing", () => {
  assert.deepEqual(partsInView(true, [{ parts: ["maps"], inView: true }]), []);
});

test("what was asked is not asked again, and anew on every connection", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {(entries: object[]) => void} */
  let look = () => {};
  /** @type {() => void} */
  let turn = () => {};
  const page = {
    visibilityState: "visible",
    addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => {
      turn = listener;
    },
  };
  class Observer {
    /** @param {(entries: object[]) => void} listener */
    constructor(listener) {
      look = listener;
    }
    observe() {}
    unobserve() {}
  }
  Object.assign(globalThis, { document: page, IntersectionObserver: Observer });
  /** @type {string[][]} */
  const asked = [];
  /** @param {object} command */
  const send = (command) => {
    asked.push(/** @type {{ parts: string[] }} */ (command).parts);
    return true;
  };
  const settle = () => mock.timers.tick(200);
  const stage = /** @type {Element} */ ({});
  const plane = /** @type {Element} */ ({});

  subscribeThrough(send);
  subscribeAnew();
  shows(...EVERYTHING.slice(1))(stage);
  const place = shows("maps");
  place(plane);
  settle();
  assert.deepEqual(asked, [], "all is sent unasked");

  look([{ target: stage, isIntersecting: false }]);
  settle();
  assert.deepEqual(asked.pop(), ["header", "maps"]);
  place(null);
  settle();
  assert.deepEqual(asked.pop(), ["header"]);

  page.visibilityState = "hidden";
  turn();
  assert.deepEqual(asked.pop(), []);
  page.visibilityState = "visible";
  look([{ target: stage, isIntersecting: true }]);
  turn();
  assert.deepEqual(asked.pop(), EVERYTHING);
  turn();
  look([{ target: stage, isIntersecting: false }]);
  settle();
  subscribeAnew();
  settle();
  assert.deepEqual(asked, [["header"], ["header"]]);
  mock.timers.reset();
});

test("tasks run one after the other, and a failure holds up none", async () => {
  /** @type {unknown[]} */
  const seen = [];
  const next = inOrder((error) => seen.push(error));
  next(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push("frame");
  });
  next(() => {
    throw "mistake";
  });
  await next(() => {
    seen.push("message");
  });
  assert.deepEqual(seen, ["frame", "mistake", "message"]);
});
