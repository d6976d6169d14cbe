import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { commonRange } from "../../static/js/charts/scatter.js";
import { retryPause } from "../../static/js/connection.js";
import { nearestStop, stopsOf } from "../../static/js/controls/stops.js";
import { debounce, throttle } from "../../static/js/pace.js";
import { neighbour } from "../../static/js/panels/neighbour.js";
import { activationKnown, deltaKnown } from "../../static/js/visible.js";

/** @param {Partial<import("../../static/js/types.js").Setting>} setting */
const stops = (setting) =>
  stopsOf({ type: "number", effect: "live", title: { en: "", "zh-CN": "" }, ...setting });

test("a logarithmic slider stops at round values within its limits", () => {
  const rates = stops({ minimum: 0.00001, maximum: 10, scale: "logarithmic" });
  assert.deepEqual([rates[0], rates.at(-1)], [0.00001, 10]);
  for (const rate of [0.001, 0.003, 0.01, 0.03, 1]) assert.ok(rates.includes(rate), String(rate));
  const sizes = stops({ type: "integer", minimum: 1, maximum: 256, scale: "logarithmic" });
  assert.deepEqual(sizes, [1, 2, 5, 10, 20, 50, 100, 200, 256]);
  const penalties = stops({ minimum: 0, maximum: 1, scale: "logarithmic" });
  assert.deepEqual(penalties.slice(0, 3), [0, 0.0001, 0.0003]);
});

test("a linear slider has few, even stops that rise", () => {
  for (const [minimum, maximum, type] of /** @type {const} */ ([
    [0, 0.5, "number"],
    [0.1, 0.9, "number"],
    [20, 1000, "integer"],
    [1, 3, "integer"],
  ])) {
    const values = stops({ minimum, maximum, type });
    assert.deepEqual([values[0], values.at(-1)], [minimum, maximum]);
    assert.ok(values.length <= 52);
    values.slice(1).forEach((value, i) => {
      assert.ok(value > values[i]);
    });
    if (type === "integer") assert.ok(values.every(Number.isInteger));
  }
});

test("a value between two stops is shown at the nearer one", () => {
  assert.equal(nearestStop([0, 10, 20], 14), 1);
  assert.equal(nearestStop([0, 10, 20], 999), 2);
});

test("throttled calls come at once, then slowly, and the last is not lost", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const seen = [];
  const call = throttle((/** @type {number} */ value) => seen.push(value), 100);
  [1, 2, 3].forEach((value) => {
    call(value);
  });
  assert.deepEqual(seen, [1]);
  mock.timers.tick(100);
  assert.deepEqual(seen, [1, 3]);
  call(4);
  call.flush();
  assert.deepEqual(seen, [1, 3, 4]);
  mock.timers.reset();
});

test("debounced calls wait for the burst to end", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const seen = [];
  const call = debounce((/** @type {number} */ value) => seen.push(value), 150);
  call(1);
  mock.timers.tick(100);
  call(2);
  assert.ok(call.pending());
  mock.timers.tick(149);
  assert.deepEqual(seen, []);
  mock.timers.tick(1);
  assert.deepEqual(seen, [2]);
  call(3);
  call.cancel();
  mock.timers.tick(500);
  assert.deepEqual(seen, [2]);
  mock.timers.reset();
});

test("pauses before a new connection grow from half a second to ten", () => {
  const longest = [0, 1, 2, 3, 4, 5, 20].map((attempt) => retryPause(attempt, () => 1));
  assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.ok(retryPause(3, () => 0) < 4000, "with jitter");
});

test("arrow keys lead from neuron to neuron and stay in the network", () => {
  const layers = [{ units: 2 }, { units: 4 }, { units: 1 }];
  /** @param {string[]} keys */
  const walk = (...keys) =>
    keys.reduce(
      (at, key) => neighbour(layers, at, key),
      /** @type {ReturnType<typeof neighbour>} */ (null),
    );
  assert.deepEqual(walk("ArrowDown"), { kind: "neuron", layer: 0, unit: 0 });
  const far = walk("ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
  assert.deepEqual(far, { kind: "neuron", layer: 1, unit: 3 });
  assert.deepEqual(neighbour(layers, far, "ArrowRight"), { kind: "neuron", layer: 2, unit: 0 });
  assert.equal(neighbour(layers, far, "a"), null);
});

test("a phase shows what it has brought about and no more", () => {
  const forward = /** @type {const} */ ({ phase: "forward", layer: 2 });
  assert.deepEqual(
    [0, 1, 2, 3].map((layer) => activationKnown(forward, layer)),
    [true, true, true, false],
  );
  const backward = /** @type {const} */ ({ phase: "backward", layer: 2 });
  assert.deepEqual(
    [1, 2, 3].map((layer) => deltaKnown(backward, layer)),
    [false, true, true],
  );
  assert.ok(!deltaKnown({ phase: "loss", layer: 0 }, 3));
  assert.ok(activationKnown({ phase: "sample", layer: 0 }, 0));
  assert.ok(!activationKnown({ phase: "sample", layer: 0 }, 1));
});

test("sizes and ranges of numbers", () => {
  const [low, high] = commonRange([
    [0, 10],
    [Number.NaN, 5],
  ]);
  assert.ok(low < 0 && high > 10);
  assert.deepEqual(commonRange([[]]), [0, 1]);
});
