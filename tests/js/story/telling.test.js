/** Whoever computes a formula again from the digits that are shown arrives at what is shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVES } from "../../../static/js/activations.js";
import { MOST_DETAIL, tell } from "../../../static/js/story/telling.js";
import { agrees } from "./computed.js";
import { context, network } from "./network.js";

/** @typedef {import("../../../static/js/types.js").Task} Task */

const PHASES = /** @type {const} */ ([
  ["forward", 1],
  ["forward", 2],
  ["forward", 3],
  ["loss", 0],
  ["backward", 3],
  ["backward", 2],
  ["backward", 1],
]);
const SHAPES = /** @type {[Task, number[]][]} */ ([
  ["binary", [2, 4, 2, 1]],
  ["regression", [4, 8, 3, 1]],
  ["multiclass", [3, 6, 5, 3]],
  ["detection", [3, 6, 5, 7]],
]);

for (const [task, sizes] of SHAPES) {
  for (const activation of Object.keys(CURVES)) {
    test(`${task}, ${activation}: the sums add up as they are shown`, () => {
      let checked = 0;
      for (let seed = 1; seed <= 6; seed++) {
        const made = network({ sizes, activation, task, seed });
        for (const [phase, layer] of PHASES) {
          for (let detail = 0; detail <= MOST_DETAIL; detail++) {
            const telling = tell(made.at(phase, layer), context(task), detail);
            const formula = telling?.formula;
            assert.ok(formula, `${phase} ${layer}`);
            for (const part of formula.text.split("   ")) {
              if (part.includes("≈")) continue;
              const sides = part.split(" = ").slice(-2);
              if (!/^[−\d(]/.test(sides[0]) || sides.length < 2) continue;
              assert.ok(agrees(sides[0], sides[1]), part);
              checked += 1;
            }
          }
        }
      }
      assert.ok(checked > 150, `only ${checked}`);
    });
  }
}

const OPTIMIZERS = /** @type {[object, Record<string, number>][]} */ ([
  [{ name: "sgd" }, {}],
  [{ name: "momentum", momentum: 0.9 }, { velocity: 1.4 }],
]);

for (const [optimizer, moments] of OPTIMIZERS) {
  test(`${JSON.stringify(optimizer)}: old weight, gradient, rate and new weight agree`, () => {
    for (let seed = 1; seed <= 20; seed++) {
      const made = network({ sizes: [2, 4, 1], activation: "tanh", task: "binary", seed, moments });
      // The rule of momentum moves by v = 1.4 g.
      const share = moments.velocity ?? 1;
      for (const k of [1, 2]) {
        const [now, g] = [made.tensors.get(`parameters/${k}`), made.tensors.get(`gradients/${k}`)];
        assert.ok(now && g);
        const before = Float32Array.from(now, (value, i) => value + 0.03 * share * g[i]);
        made.tensors.set(`before/${k}`, before);
      }
      const telling = tell(
        made.at("update"),
        context("binary", { ...optimizer, learning_rate: 0.03 }),
      );
      const text = telling?.formula?.text ?? "";
      const parts = text.split("   ");
      assert.equal(parts.length, Object.keys(moments).length + 1);
      for (const part of parts) {
        const sides = part.split(" = ").slice(-2);
        assert.ok(!part.includes("≈") && agrees(sides[0], sides[1]), part);
      }
    }
  });
}

test("Adam says what it remembers and corrects", () => {
  const made = network({
    ...{ sizes: [2, 4, 1], activation: "tanh", task: "binary" },
    moments: { m: 0.2, v: 0.002 },
  });
  const adam = { name: "adam", learning_rate: 0.03, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const telling = tell(made.at("update"), context("binary", adam));
  assert.match(telling?.formula?.text ?? "", /^m ← .* {3}v ← .* {3}w\[.*m̂ \/ \(√v̂ \+ ε\)/);
});

test("before its first step an optimizer remembers nothing, and not the last bit of a difference", () => {
  const momentum = { name: "momentum", momentum: 0.9, learning_rate: 0.03 };
  for (let seed = 1; seed <= 5; seed++) {
    const made = network({
      ...{ sizes: [2, 4, 1], activation: "tanh", task: "binary" },
      ...{ moments: { velocity: 1 }, seed },
    });
    for (const [name, tensor] of made.tensors) {
      if (!name.startsWith("gradients")) continue;
      const moment = made.tensors.get(name.replace("gradients", "moment.velocity"));
      assert.ok(moment);
      moment.set(tensor.map((gradient) => gradient * (1 + 1e-7)));
    }
    const text = tell(made.at("update"), context("binary", momentum))?.formula?.text ?? "";
    assert.match(text, /^v ← 0\.9·v \+ g = 0\.9·0 \+ /);
  }
});

test("the chosen neuron is told of where the phase is about its layer", () => {
  const made = network({ sizes: [2, 4, 2, 1], activation: "tanh", task: "binary" });
  const chosen = { layer: 1, unit: 3 };
  const of = (/** @type {"forward"} */ phase, /** @type {number} */ layer) =>
    tell(made.at(phase, layer), { ...context("binary"), chosen })?.focus;
  assert.deepEqual(of("forward", 1), chosen);
  assert.equal(of("forward", 2)?.layer, 2);
});

test("numbers of another phase are not told", () => {
  const made = network({ sizes: [2, 4, 1], activation: "tanh", task: "binary" });
  const stale = { ...made.at("forward", 1), isOfNow: () => false };
  assert.equal(tell(stale, context("binary")), null);
  assert.equal(tell(made.at("start"), context("binary")), null);
});
