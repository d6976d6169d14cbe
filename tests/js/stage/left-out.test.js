import assert from "node:assert/strict";
import { test } from "node:test";
import { placeNetwork } from "../../../static/js/stage/geometry.js";
import { countOf, leftOutIn, leftOutOf } from "../../../static/js/stage/left-out.js";

/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */

/** @param {string} kind @param {number} index @param {number[]} shape */
const layer = (kind, index, shape) => ({
  ...{ kind, index, shape, settings: {}, labels: null, activation: null, reads: 0 },
  units: shape.reduce((product, size) => product * size, 1),
});
const SHAPES = { neurons: [6], maps: [2, 4, 4] };

/**
 * A network whose second layer leaves every second unit out.
 * @param {number[]} shape @param {{ phase?: PhaseKind, at?: number, now?: boolean, factor?: number }} [how]
 */
function scene(shape, { phase = "forward", at = 2, now = true, factor = 0 } = {}) {
  const layers = [
    layer("input", 0, shape),
    layer("dense", 1, shape),
    layer("dropout", 2, shape),
    layer("output", 3, [3]),
  ];
  const factors = Float32Array.from({ length: layers[2].units }, (_, unit) =>
    unit % 2 ? 2 : factor,
  );
  const frame = { width: 772, height: 552, topInset: 100, bottomInset: 58 };
  /** @type {Record<string, Float32Array>} */
  const tensors = { "batch.factors/2": factors, "batch.sample/0": Float32Array.of(4) };
  const picture = {
    ...{ layout: { layers }, header: { phase, layer: at }, isOfNow: () => now },
    tensor: (/** @type {string} */ role, /** @type {number} */ of) =>
      tensors[`${role}/${of}`] ?? null,
  };
  const colour = [0, 0, 0];
  return /** @type {any} */ ({
    ...{ picture, header: picture.header, phases: true, progress: 1 },
    ...{ palette: { soft: colour, paper: colour, ink: colour, line: 1 } },
    geometry: placeNetwork(layers, frame),
  });
}

/** The boxes that are covered, and how many lines cross them. @param {any} drawn */
function painted(drawn) {
  /** @type {number[][]} */
  const covered = [];
  let lines = 0;
  const context = {
    ...{ beginPath() {}, fill() {}, stroke() {}, lineTo() {} },
    rect: (/** @type {number[]} */ ...box) => covered.push(box),
    moveTo() {
      lines += 1;
    },
  };
  drawn.geometry.columns[2].gap.over(/** @type {any} */ (context), drawn, 2);
  return { covered, lines };
}

for (const [form, shape] of Object.entries(SHAPES)) {
  test(`${form} that are left out are crossed, and no others`, () => {
    const drawn = scene(shape);
    const column = drawn.geometry.columns[2];
    const { covered, lines } = painted(drawn);
    assert.equal(lines, covered.length * 2);
    const expected = Array.from({ length: column.units }, (_, unit) => unit)
      .filter((unit) => unit % 2 === 0)
      .map((unit) => Object.values(column.form.boxOf(column, unit)));
    assert.deepEqual(covered, expected);
    const found = leftOutOf(drawn.picture);
    assert.equal(found?.sample, 4);
    assert.equal(found && countOf(found), column.units / 2);
  });
}

test("they are crossed on the way forward alone", () => {
  for (const [phase, crossed] of /** @type {[PhaseKind, boolean][]} */ ([
    ["loss", true],
    ["backward", false],
    ["update", false],
  ])) {
    const drawn = scene(SHAPES.neurons, { phase, at: phase === "backward" ? 1 : 0 });
    assert.equal(painted(drawn).covered.length > 0, crossed);
    assert.equal(leftOutOf(drawn.picture) !== null, crossed);
  }
});

test("cells too small for a cross are covered", () => {
  const { covered, lines } = painted(scene([8, 32, 32]));
  assert.deepEqual([covered.length, lines], [4096, 0]);
});

test("nothing is crossed before the step comes there, while it races, or by old numbers", () => {
  assert.equal(painted(scene(SHAPES.neurons, { at: 1 })).covered.length, 0);
  assert.equal(painted({ ...scene(SHAPES.neurons), phases: false }).covered.length, 0);
  assert.equal(painted(scene(SHAPES.neurons, { now: false })).covered.length, 0);
  const unknown = scene(SHAPES.neurons, { factor: Number.NaN });
  assert.equal(leftOutIn(unknown.picture, 2), null);
  assert.equal(leftOutIn(unknown.picture, 1), null);
});

test("whose units are crossed is not said where none is", () => {
  const whole = scene(SHAPES.neurons, { factor: 2 });
  assert.equal(painted(whole).covered.length, 0);
  assert.equal(leftOutIn(whole.picture, 2)?.sample, 4);
  assert.equal(leftOutOf(whole.picture), null);
});
