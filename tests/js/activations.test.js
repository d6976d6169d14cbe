import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CURVES } from "../../static/js/activations.js";
import { placeCurve } from "../../static/js/charts/activation-curve.js";
import { updateOf } from "../../static/js/updates.js";

/** @param {string} name */
const recorded = (name) =>
  JSON.parse(readFileSync(new URL(`../fixtures/numbers/${name}`, import.meta.url), "utf8"));

const { z: places, ...functions } = recorded("activations.json");

/** @param {number} a @param {number} b */
const close = (a, b) => Math.abs(a - b) <= 1e-12 + 1e-9 * Math.max(Math.abs(a), Math.abs(b));

test("every activation function of the server has a curve, and no other", () => {
  assert.deepEqual(Object.keys(CURVES).sort(), Object.keys(functions).sort());
});

for (const [name, { value, slope }] of Object.entries(functions)) {
  test(`the curve of ${name} is the engine's`, () => {
    for (const [i, z] of places.entries()) {
      assert.ok(close(CURVES[name].value(z), value[i]), `value at ${z}`);
      assert.ok(close(CURVES[name].slope(z), slope[i]), `slope at ${z}`);
    }
  });
}

test("the point lies on the curve and the tangent goes through it", () => {
  for (const name of Object.keys(CURVES)) {
    for (const z of [-7, -1, 0.5, 2]) {
      const { value, slope } = CURVES[name];
      const { point, tangent } = placeCurve(name, z, value(z), slope(z), 120, 76);
      assert.ok(point.x >= 0 && point.x <= 120 && point.y >= 0 && point.y <= 76);
      assert.ok(close((tangent.x1 + tangent.x2) / 2, point.x));
      assert.ok(close((tangent.y1 + tangent.y2) / 2, point.y));
      assert.ok(slope(z) >= 0 ? tangent.y1 >= tangent.y2 - 1e-9 : tangent.y1 < tangent.y2);
    }
  }
});

for (const inspection of recorded("updates.json")) {
  test(`an update of ${inspection.optimizer.name} is what its formula says`, () => {
    assert.ok(inspection.inputs.length > 0);
    for (const one of [...inspection.inputs, inspection.bias]) {
      const made = updateOf(inspection, one);
      assert.ok(made);
      assert.notEqual(one.weight, one.before);
      const change = Math.abs(one.weight - one.before);
      // The network rounds to 32 bits at each of its operations.
      assert.ok(Math.abs(made.after - one.weight) <= 1e-4 * change + 2e-7 * Math.abs(one.before));
    }
  });
}

test("of an optimizer that nobody knows nothing is said", () => {
  const [inspection] = recorded("updates.json");
  assert.equal(updateOf({ ...inspection, optimizer: { name: "guess" } }, inspection.bias), null);
});
