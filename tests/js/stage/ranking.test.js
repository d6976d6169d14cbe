import assert from "node:assert/strict";
import { test } from "node:test";
import { largest, shareBudget, strongest } from "../../../static/js/stage/ranking.js";

/** Numbers that look random and are the same every time. @param {number} count */
function numbers(count) {
  let seed = 12345;
  return Float32Array.from({ length: count }, () => {
    seed = (seed * 16807) % 2147483647;
    return (seed / 2147483647) * 2 - 1;
  });
}

test("the largest absolute value", () => {
  assert.equal(largest([1, -3, 2]), 3);
  assert.equal(largest([]), 0);
});

test("the strongest are at least as strong as the rest, up to the width of a bin", () => {
  const values = numbers(4096);
  const chosen = strongest(values, 200);
  assert.equal(chosen.length, 200);
  const inside = new Set(chosen);
  const weakest = Math.min(...[...chosen].map((i) => Math.abs(values[i])));
  const left = values.filter((_, i) => !inside.has(i));
  assert.ok(largest(left) - weakest <= largest(values) / 1000);
});

test("they come in the order in which they stand, each once", () => {
  const chosen = [...strongest(numbers(500), 60)];
  assert.deepEqual(
    chosen,
    [...new Set(chosen)].sort((a, b) => a - b),
  );
});

test("where all are wanted all come, but for those that are zero", () => {
  assert.deepEqual([...strongest([0.5, 0, -0.001, 2], 10)], [0, 2, 3]);
});

test("the very largest is never lost to rounding", () => {
  for (let i = 1; i <= 500; i++) {
    const most = Math.fround(i * 0.0137);
    assert.deepEqual([...strongest(Float32Array.of(most / 2, -most), 2)], [0, 1]);
    assert.deepEqual([...strongest(Float32Array.of(most / 2, -most), 1)], [1]);
  }
});

test("equal values fill the room there is", () => {
  assert.deepEqual([...strongest([1, 1, -1, 1], 2)], [0, 1]);
});

test("nothing is strong where all is zero, or where numbers have overflowed", () => {
  assert.equal(strongest([0, 0], 2).length, 0);
  assert.equal(strongest([1, Number.POSITIVE_INFINITY], 2).length, 0);
  assert.equal(strongest([1, 2], 0).length, 0);
});

test("a budget that suffices is not shared out", () => {
  assert.deepEqual(shareBudget([0, 16, 64, 8], 2500), [0, 16, 64, 8]);
});

test("a small group keeps all it has; large ones share what is left", () => {
  assert.deepEqual(shareBudget([100, 4096, 4096], 2500), [100, 1200, 1200]);
  const shares = shareBudget([128, ...Array(11).fill(4096), 64], 2500);
  assert.ok(shares.reduce((sum, share) => sum + share) <= 2500);
  assert.equal(shares[0], 128);
});
