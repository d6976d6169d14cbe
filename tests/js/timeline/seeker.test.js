import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Seeker } from "../../../static/js/timeline/seeker.js";

/** @param {(seeker: Seeker, sent: number[]) => void} act */
function seeking(act) {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    /** @type {number[]} */
    const sent = [];
    act(new Seeker((step) => sent.push(step) > 0), sent);
  } finally {
    mock.timers.reset();
  }
}

test("a hand that drags for a second sends at most ten seeks, the last of them the exact one", () => {
  seeking((seeker, sent) => {
    seeker.held.value = true;
    for (let step = 1; step <= 100; step++) {
      seeker.to(step);
      mock.timers.tick(10);
    }
    seeker.to(123);
    seeker.settle(99);
    assert.ok(sent.length <= 12, `${sent.length} were sent`);
    assert.equal(sent[0], 1);
    assert.equal(sent.at(-1), 123);
    assert.equal(new Set(sent).size, sent.length, "none twice");
  });
});

test("the handle stays under the hand, and where it was left until the run is there", () => {
  seeking((seeker) => {
    seeker.held.value = true;
    seeker.to(40);
    seeker.arrive(40);
    assert.equal(seeker.wanted.value, 40, "the hand holds it");
    seeker.to(50);
    seeker.settle(40);
    seeker.arrive(40);
    assert.equal(seeker.wanted.value, 50, "the run is still on its way");
    seeker.arrive(50);
    assert.equal(seeker.wanted.value, null);
  });
});

test("a seek that nobody answers is not waited for", () => {
  seeking((seeker) => {
    seeker.to(40);
    mock.timers.tick(2000);
    assert.equal(seeker.wanted.value, 40);
    mock.timers.tick(2000);
    assert.equal(seeker.wanted.value, null);
  });
});

test("a refusal, or a lost connection, lets the handle return", () => {
  seeking((seeker, sent) => {
    seeker.to(40);
    seeker.arrive(null);
    assert.equal(seeker.wanted.value, null);
    seeker.held.value = true;
    seeker.to(50);
    seeker.to(60);
    seeker.cancel();
    mock.timers.tick(5000);
    assert.equal(seeker.wanted.value, null);
    assert.equal(seeker.held.value, false);
    assert.ok(!sent.includes(60));
  });
});

test("where nothing can be sent there is nothing to wait for", () => {
  const seeker = new Seeker(() => false);
  seeker.to(40);
  assert.equal(seeker.wanted.value, null);
  seeker.cancel();
});
