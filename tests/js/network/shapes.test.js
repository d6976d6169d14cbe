import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mapsOf, needsMaps, placesAlong } from "../../../static/js/network/shapes.js";

const file = new URL("../../fixtures/numbers/shapes.json", import.meta.url);
/** @type {any[]} */
const networks = JSON.parse(readFileSync(file, "utf-8"));

test("shapes and parameters are those of the engine", () => {
  const valid = networks.filter(({ rows }) => rows);
  assert.ok(valid.length >= 5);
  for (const { input, layers, outputs, rows } of valid) {
    const places = placesAlong([...layers, { kind: "dense", units: outputs }], input);
    assert.deepEqual(
      places.map(({ given }) => given),
      rows,
    );
  }
});

test("what cannot be is found at the same setting of the same layer, and nothing behind it", () => {
  const invalid = networks.filter(({ wrong }) => wrong);
  assert.ok(invalid.length >= 5);
  for (const { input, layers, wrong } of invalid) {
    const places = placesAlong(layers, input);
    assert.equal(places[wrong.layer].misfit?.setting, wrong.setting);
    assert.equal(places[wrong.layer].given, null);
    for (const { given, misfit } of places.slice(0, wrong.layer)) assert.ok(given && !misfit);
    for (const behind of places.slice(wrong.layer + 1)) {
      assert.deepEqual(behind, { input: null, given: null, misfit: null });
    }
  }
});

test("the largest window that fits is told, border included", () => {
  const layer = { kind: "conv2d", channels: 1, kernel_size: 11, stride: 1, padding: 1 };
  assert.deepEqual(placesAlong([layer], [8, 6])[0].misfit, { setting: "kernel_size", most: 8 });
});

test("a kind that this page does not know hides what follows, and claims nothing", () => {
  const [first, second] = placesAlong([{ kind: "novel" }, { kind: "dense", units: 2 }], [4]);
  assert.deepEqual([first.given, first.misfit, second.input], [null, null, null]);
});

test("an image without channels has one", () => {
  assert.deepEqual(mapsOf([8, 6]), [1, 8, 6]);
  assert.deepEqual(mapsOf([3, 8, 6]), [3, 8, 6]);
  assert.equal(mapsOf([64]), null);
});

test("convolution and pooling read images; the others read anything", () => {
  const kinds = [
    ...new Set(
      networks.flatMap(({ layers }) => layers.map((/** @type {any} */ layer) => layer.kind)),
    ),
  ];
  assert.deepEqual(kinds.filter(needsMaps).sort(), ["average_pool2d", "conv2d", "max_pool2d"]);
});
