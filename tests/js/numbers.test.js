import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, momentAt, scalesOf } from "../../static/js/charts/past-scales.js";
import { digitsAgreeing, formatExact } from "../../static/js/exact.js";
import { nextIncoming } from "../../static/js/panels/incoming.js";
import { strongestOf, sumOf } from "../../static/js/panels/inspector/number.js";
import { reachOf } from "../../static/js/panels/inspector/slider-reach.js";
import { readMap } from "../../static/js/plane/map-reading.js";
import { nextPlace } from "../../static/js/plane/walking.js";
import { endsOf, exists, neuronAt, parameterAt, sameTarget } from "../../static/js/target.js";

const LAYERS = [{ units: 2 }, { units: 3 }, { units: 1 }];

test("a number of 32 bits is written so that it reads back as the same", () => {
  assert.equal(formatExact(Math.fround(0.1)), "0.1");
  assert.equal(formatExact(Math.fround(-0.71168077)), "−0.71168077");
  assert.equal(formatExact(0), "0");
  assert.equal(formatExact(null), "–");
  assert.equal(formatExact(Number.NaN), "–");
  assert.equal(formatExact(Number.NEGATIVE_INFINITY), "−∞");
  let seed = 7;
  for (let i = 0; i < 2000; i++) {
    seed = (seed * 48271) % 2147483647;
    const value = Math.fround((seed / 2147483647 - 0.5) * 4);
    assert.equal(Math.fround(Number(formatExact(value).replace("−", "-"))), value);
  }
  assert.match(formatExact(Math.fround(1.2345678e-9)), /^1\.2345678×10⁻⁹$/);
});

test("brackets walk the weights of a neuron, its bias last, and round again", () => {
  const walk = (/** @type {any} */ from, /** @type {string} */ key, shiftKey = false) =>
    nextIncoming(LAYERS, from, { key, shiftKey });
  const neuron = neuronAt(1, 2);
  assert.deepEqual(walk(neuron, "]"), parameterAt(1, 2, 0));
  assert.deepEqual(walk(parameterAt(1, 2, 0), "]"), parameterAt(1, 2, 1));
  assert.deepEqual(walk(parameterAt(1, 2, 1), "]"), parameterAt(1, 2, null));
  assert.deepEqual(walk(parameterAt(1, 2, null), "]"), parameterAt(1, 2, 0));
  assert.deepEqual(walk(neuron, "["), parameterAt(1, 2, null));
  assert.deepEqual(walk(parameterAt(1, 2, 0), "ArrowUp", true), parameterAt(1, 2, null));
  assert.deepEqual(walk(parameterAt(1, 2, 0), "ArrowDown", true), parameterAt(1, 2, 1));
  assert.equal(walk(neuron, "ArrowDown"), null);
  assert.equal(walk(neuronAt(0, 1), "]"), null);
  assert.equal(walk(null, "]"), null);
});

test("targets are the same when all of them is", () => {
  assert.ok(sameTarget(parameterAt(1, 0, 1), parameterAt(1, 0, 1)));
  assert.ok(!sameTarget(parameterAt(1, 0, 1), parameterAt(1, 0, 0)));
  assert.ok(!sameTarget(parameterAt(1, 0, null), neuronAt(1, 0)));
  assert.ok(!sameTarget(null, neuronAt(1, 0)));
  assert.ok(sameTarget(null, null));
  assert.deepEqual(endsOf(parameterAt(2, 0, 1)), [neuronAt(1, 1), neuronAt(2, 0)]);
});

test("a target is there or not", () => {
  assert.ok(exists(LAYERS, neuronAt(0, 1)));
  assert.ok(exists(LAYERS, parameterAt(2, 0, 2)));
  assert.ok(!exists(LAYERS, parameterAt(2, 0, 3)));
  assert.ok(!exists(LAYERS, parameterAt(0, 0, null)));
  assert.ok(!exists(LAYERS, neuronAt(3, 0)));
});

test("the strongest of a list keep their order", () => {
  assert.deepEqual(
    strongestOf([1, -5, 3, 0, -4], 3, (x) => x),
    [-5, 3, -4],
  );
  assert.deepEqual(
    strongestOf([1, 2], 3, (x) => x),
    [1, 2],
  );
  assert.equal(sumOf([1, 2.5]), 3.5);
  assert.equal(sumOf([1, null]), null);
});

test("digits that agree are counted", () => {
  assert.equal(digitsAgreeing(0.123456, 0.123457), 5);
  assert.equal(digitsAgreeing(1, -1), 0);
  assert.equal(digitsAgreeing(0, 0), 16);
  assert.equal(digitsAgreeing(2, 2), 16);
});

test("the slider reaches beyond the value, to a round number", () => {
  assert.equal(reachOf(0.2), 1);
  assert.equal(reachOf(-0.9), 2);
  assert.equal(reachOf(2.4), 5);
  assert.equal(reachOf(60), 200);
});

test("a place in a map has the number of its cell", () => {
  const levels = Int8Array.of(0, 0, 0, 0, 127, -64, 0, -128);
  const at = (/** @type {number} */ u, /** @type {number} */ v) =>
    readMap(levels, 2, 4, [2, 2], [-6, 6], u, v);
  assert.deepEqual(at(0.1, 0.2), { x: -3, y: 3, value: 2 });
  assert.deepEqual(at(0.99, 0), { x: 3, y: 3, value: (-64 * 2) / 127 });
  assert.ok(Number.isNaN(at(1, 1).value));
});

test("arrow keys walk the plane cell by cell and stay in it", () => {
  assert.equal(nextPlace(null, "a", [-6, 6]), null);
  const middle = nextPlace(null, "ArrowUp", [-6, 6]);
  assert.ok(middle && Math.abs(middle.x) < 0.1);
  const up = nextPlace(middle, "ArrowUp", [-6, 6]);
  assert.ok(up && middle && up.y > middle.y && up.x === middle.x);
  const rim = nextPlace({ x: 5.95, y: 0 }, "ArrowRight", [-6, 6]);
  assert.ok(rim && rim.x < 6);
});

test("the past has a line for each weight and for the bias", () => {
  const past = {
    step: [0, 10, 30],
    inputs: [1, 4],
    weights: [
      [1, 2, 3],
      [-1, -2, 0],
    ],
    bias: [0, 0, 1],
  };
  const lines = linesOf(past);
  assert.deepEqual(
    lines.map(({ input }) => input),
    [1, 4, null],
  );
  const { low, high, x, y } = scalesOf(past.step, lines);
  assert.deepEqual([low, high], [-2, 3]);
  assert.ok(x(30) > x(0) && y(3) < y(-2));
  assert.equal(momentAt(past.step, 0.4), 1);
  assert.equal(momentAt(past.step, 1), 2);
});
