import assert from "node:assert/strict";
import { test } from "node:test";
import { besides, rootOf } from "../../../static/js/timeline/choice.js";
import { otherSeed } from "../../../static/js/timeline/seed.js";
import { styleOf } from "../../../static/js/timeline/styles.js";

/** @param {number} id @param {number | null} parent */
const branch = (id, parent) => ({
  ...{ id, parent, from: 0, latest: 10, name: null, differences: [], history: null },
});

const all = [
  branch(1, null),
  branch(2, 1),
  branch(3, 1),
  branch(4, 3),
  branch(5, 4),
  branch(6, null),
];

/** @param {number} now @param {number[]} pins @param {[number, boolean][]} [choices] */
const shown = (now, pins, choices) =>
  besides(all, now, new Set(pins), new Map(choices)).map(({ id }) => id);

test("a branch belongs to the run whose random weights it began with", () => {
  assert.equal(rootOf(all, 5), 1);
  assert.equal(rootOf(all, 6), 6);
});

test("of the same run the newest few are shown, beside another one only what is pinned", () => {
  assert.deepEqual(shown(1, []), [3, 4, 5]);
  assert.deepEqual(shown(6, []), []);
  assert.deepEqual(shown(6, [2]), [2]);
});

test("what was chosen by hand stays chosen, the present one is never beside itself", () => {
  assert.deepEqual(shown(1, [2], [[4, false]]), [2, 3, 5]);
  assert.deepEqual(shown(6, [], [[1, true]]), [1]);
  assert.deepEqual(shown(2, [2], [[2, true]]), [3, 4, 5]);
});

test("thirty branches have thirty different lines, none of them plain as the present one", () => {
  const lines = Array.from({ length: 30 }, (_, i) => styleOf(i + 1));
  assert.equal(new Set(lines.map((line) => JSON.stringify(line))).size, 30);
  for (const { dash } of lines) assert.ok(dash.length);
});

test("another start has another seed, within the limits, each as likely", () => {
  const limits = { minimum: 0, maximum: 2 };
  assert.equal(
    otherSeed(1, limits, () => 0),
    0,
  );
  assert.equal(
    otherSeed(1, limits, () => 0.99),
    2,
  );
  assert.equal(
    otherSeed(0, limits, () => 0),
    1,
  );
  assert.equal(
    otherSeed(70_000, { minimum: 0, maximum: 1e6 }, () => 0.999999),
    9999,
  );
  for (let i = 0; i < 100; i++) {
    const seed = otherSeed(5, { minimum: 3, maximum: 7 });
    assert.ok(seed !== 5 && seed >= 3 && seed <= 7 && Number.isInteger(seed));
  }
});
