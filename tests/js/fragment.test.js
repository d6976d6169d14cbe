import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFragment, encodeFragment } from "../../static/js/fragment.js";

const experiment = /** @type {import("../../static/js/types.js").Experiment} */ (
  /** @type {unknown} */ ({
    dataset: { name: "spiral", points: [[-1.5, 2, 1]] },
    note: "Größe 圆环 ÿ?>",
  })
);

test("an experiment survives the way through the address", () => {
  const fragment = encodeFragment(experiment);
  assert.match(fragment, /^#e=[A-Za-z0-9_-]+$/);
  assert.deepEqual(decodeFragment(fragment), experiment);
});

test("padding that another program has written is accepted", () => {
  const padded = `#e=${Buffer.from('{"a":1}').toString("base64")}`;
  assert.ok(padded.endsWith("="));
  assert.deepEqual(decodeFragment(padded), { a: 1 });
});

test("a fragment that speaks of something else is no experiment", () => {
  assert.equal(decodeFragment(""), null);
  assert.equal(decodeFragment("#top"), null);
});

for (const [what, fragment] of [
  ["broken base64", "#e=***"],
  ["no JSON", `#e=${btoa("not json")}`],
  ["a list", `#e=${btoa("[1]")}`],
  ["broken UTF-8", `#e=${btoa('"\xff"')}`],
]) {
  test(`${what} is told, not swallowed`, () => {
    assert.throws(() => decodeFragment(fragment));
  });
}
