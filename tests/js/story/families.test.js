/** What is told of layers of every kind is what the engine computed, in every unit of them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leftOutIn } from "../../../static/js/stage/left-out.js";
import { familyOf } from "../../../static/js/story/families/registry.js";
import { whoseOf } from "../../../static/js/story/names.js";
import { MOST_DETAIL, tell } from "../../../static/js/story/telling.js";
import { parameterPlace } from "../../../static/js/weights.js";
import { agrees } from "./computed.js";
import { context } from "./network.js";

/** @typedef {import("../../../static/js/story/focus.js").Numbers} Numbers */
/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */

const recorded = JSON.parse(
  readFileSync(new URL("../../fixtures/numbers/story.json", import.meta.url), "utf-8"),
);
const { layers, shapes } = recorded;
const last = layers.length - 1;
/** @type {Map<string, Float32Array>} */
const tensors = new Map(
  Object.entries(recorded.tensors).map(([name, values]) => [name, Float32Array.from(values)]),
);

/** @param {PhaseKind} phase @param {number} layer @returns {Numbers} */
const at = (phase, layer) => ({
  layout: { id: 1, layers, parts: [], tensors: [] },
  header: {
    ...{
      phase,
      layer,
      step: 1,
      latest: 1,
      epoch: 0,
      sequence: 0,
      madeAt: 0,
      measuredAt: 0,
      stepsPerSecond: 0,
    },
    ...{ batchLoss: 0.5, trainLoss: 0, testLoss: 0, trainAccuracy: 0, testAccuracy: 0 },
  },
  tensor: (role, of) => tensors.get(`${role}/${of}`) ?? null,
  shape: (role, of) => shapes[`${role}/${of}`] ?? null,
  stepOf: () => 1,
  isOfNow: () => true,
});

/** @param {string} role @param {number} layer @param {number} place */
function known(role, layer, place) {
  const values = tensors.get(`${role}/${layer}`);
  assert.ok(values, `${role} ${layer}`);
  return values[place];
}

/** @param {PhaseKind} phase @param {number} layer @param {{ layer: number, unit: number } | null} [chosen] @param {number} [detail] */
function told(phase, layer, chosen = null, detail = MOST_DETAIL) {
  const telling = tell(at(phase, layer), { ...context("multiclass"), chosen }, detail);
  assert.ok(telling, `${phase} ${layer}`);
  return telling;
}

/** As equal as numbers of 32 bits are that were added up in another order. @param {number} told @param {number} engine @param {string} what */
const near = (told, engine, what) =>
  assert.ok(
    Math.abs(told - engine) <= 2e-4 * Math.abs(engine) + 2e-6,
    `${what}: ${told} ${engine}`,
  );

/** Each equation of a formula holds as it is written. @param {string | undefined} text */
function holds(text) {
  for (const part of (text ?? "").split("   ")) {
    const sides = part.split(" = ").slice(-2);
    if (part.includes("≈") || !/^[−\d(]/.test(sides[0]) || sides.length < 2) continue;
    assert.ok(agrees(sides[0], sides[1]), part);
  }
}

for (let layer = 1; layer <= last; layer++) {
  const { kind, units, activation } = layers[layer];

  test(`${layer}, ${kind}: every unit is made of what is told of it`, () => {
    for (let unit = 0; unit < units; unit++) {
      const { values, focus } = told("forward", layer, { layer, unit });
      assert.deepEqual(focus, { layer, unit });
      const z = known("pre_activations", layer, unit);
      near(values.sum + (values.b ?? 0), z, `${unit}`);
      assert.equal(values.a, known("activations", layer, unit));
    }
  });

  if (layer < last) {
    test(`${layer}, ${kind}: to every unit comes back what is told of it`, () => {
      let compared = 0;
      for (let unit = 0; unit < units; unit++) {
        const { values, formula } = told("backward", layer, { layer, unit });
        if (!formula) continue;
        near(values.sum * (values.slope ?? 1), known("deltas", layer, unit), `${unit}`);
        assert.equal("slope" in values, activation !== null);
        compared++;
      }
      assert.equal(compared, units);
    });
  }

  if (tensors.has(`parameters/${layer}`)) {
    test(`${layer}, ${kind}: the gradient of a weight is gathered as it is told`, () => {
      for (let unit = 0; unit < units; unit++) {
        const { values } = told("backward", layer, { layer, unit });
        const place = parameterPlace(layers, { layer, unit }, values.input) ?? -1;
        near(values.g, known("of_sample", layer, place), `${unit}`);
        assert.equal(values.mean, known("gradients", layer, place));
      }
    });

    test(`${layer}, ${kind}: the update of a weight is told`, () => {
      const { values, focus } = told("update", 0, { layer, unit: units - 1 });
      assert.deepEqual(focus, { layer, unit: units - 1 });
      const place = parameterPlace(layers, { layer, unit: units - 1 }, values.input) ?? -1;
      assert.equal(values.after, known("parameters", layer, place));
      near(values.before - values.rate * values.g, values.after, "step");
    });
  }

  test(`${layer}, ${kind}: the digits agree, with and without a chosen unit`, () => {
    for (const phase of /** @type {PhaseKind[]} */ (["forward", "backward", "update"])) {
      for (let detail = 0; detail <= MOST_DETAIL; detail++) {
        const own = told(phase, phase === "update" ? 0 : layer, null, detail);
        assert.ok(own.focus && own.formula, phase);
        holds(own.formula.text);
        holds(told(phase, layer, { layer, unit: units - 1 }, detail).formula?.text);
      }
    }
  });
}

/** The layer of a kind. @param {string} kind */
const indexOf = (kind) =>
  layers.findIndex((/** @type {{ kind: string }} */ each) => each.kind === kind);

test("a normalised unit is told with what it was centred and scaled by", () => {
  const layer = indexOf("batch_norm");
  const { formula, values, note } = told("forward", layer, { layer, unit: 70 });
  assert.match(formula?.text ?? "", /^â = \(a₋₁ − μ\)\/√\(σ² \+ ε\) [=≈] \(.*\)\/√[\d.]+ [=≈] /);
  assert.equal(note, "tell.note.batch_norm");
  assert.equal(values.mean, known("batch.mean", layer, 1));
  assert.equal(values.variance, known("batch.variance", layer, 1));
});

test("how many units the mini-batch left out is told, and of which sample", () => {
  const layer = indexOf("dropout");
  const factors = tensors.get(`batch.factors/${layer}`) ?? [];
  const out = Array.from(factors).filter((factor) => factor === 0).length;
  assert.ok(out > 0);
  const { values, sentence, note } = told("forward", layer);
  assert.deepEqual([values.out, values.units], [out, factors.length]);
  assert.deepEqual([sentence, note], ["tell.happened.dropout", "tell.note.dropout"]);
  const sample = known("batch.sample", 0, 0);
  const { data } = context("multiclass");
  /** @param {number} index @param {"train" | "test"} split @param {number} train */
  const whose = (index, split, train = sample + 1) =>
    whoseOf(
      { sample },
      { data: { ...data, train }, spotlight: { split, index }, say: (key) => key },
    );
  assert.equal(whose(sample, "train"), "name.thisSample");
  assert.equal(whose(sample, "test"), "name.trainSample");
  assert.equal(whose(0, "test", sample), "name.aCorrection");
});

test("while nothing is known of the mini-batch, what dropout does is told", () => {
  const layer = indexOf("dropout");
  const key = `batch.factors/${layer}`;
  const factors = tensors.get(key) ?? new Float32Array();
  tensors.set(
    key,
    factors.map(() => Number.NaN),
  );
  assert.equal(told("forward", layer).sentence, "tell.forward.dropout");
  tensors.set(key, factors);
  const late = { ...at("forward", layer), isOfNow: () => false };
  assert.equal(leftOutIn(late, layer), null);
});

test("the largest of a window stands among those it is the largest of", () => {
  const pooling = layers.findIndex(
    (/** @type {{ kind: string }} */ { kind }) => kind === "max_pool2d",
  );
  const text = (told("forward", pooling).formula?.text ?? "").replaceAll("−", "-");
  const [, inside, largest] = /max\((.*)\) = (.*)$/.exec(text) ?? [];
  assert.equal(Math.max(...inside.split(", ").map(Number)), Number(largest), text);
});

test("without a chosen unit the one is told that the strongest contribution leads to", () => {
  for (const { index, kind, units } of layers) {
    if (kind !== "conv2d") continue;
    const numbers = at("forward", index);
    /** @param {number} unit */
    const strongest = (unit) => {
      const terms = familyOf(numbers, index).reading(numbers, { layer: index, unit })?.sum.terms;
      return Math.max(...(terms ?? []).map(({ product }) => Math.abs(product)));
    };
    const all = Array.from({ length: units }, (_, unit) => strongest(unit));
    assert.equal(all[told("forward", index).focus?.unit ?? -1], Math.max(...all));
  }
});
