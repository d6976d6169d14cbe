import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import en from "../../../static/js/i18n/en.js";
import zhCN from "../../../static/js/i18n/zh-CN.js";
import { layerNames } from "../../../static/js/network/kinds.js";

/** @param {Record<string, string>} texts @returns {import("../../../static/js/network/kinds.js").Say} */
const say =
  (texts) =>
  (key, values = {}) =>
    texts[key].replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]));

test("layers are called by their kind and counted kind by kind", () => {
  const kinds = ["conv2d", "max_pool2d", "conv2d", "average_pool2d", "flatten", "dense"];
  assert.deepEqual(layerNames(kinds, say(en)), [
    "Conv 1",
    "Pool 1",
    "Conv 2",
    "Pool 2",
    "Flatten 1",
    "Dense 1",
  ]);
  assert.deepEqual(layerNames(["conv2d", "dense"], say(zhCN)), ["卷积 1", "全连接 1"]);
});

test("where all are fully connected their place is enough", () => {
  assert.deepEqual(layerNames(["dense", "dense"], say(en)), ["Layer 1", "Layer 2"]);
  assert.deepEqual(layerNames(["dense"], say(en), { within: true }), ["layer 1"]);
  assert.deepEqual(layerNames([], say(en)), []);
});

test("every kind of layer has a name and says what it does, in both languages", () => {
  const file = new URL("../../fixtures/numbers/shapes.json", import.meta.url);
  /** @type {any[]} */
  const networks = JSON.parse(readFileSync(file, "utf-8"));
  const kinds = networks.flatMap(({ layers }) => layers.map((/** @type {any} */ { kind }) => kind));
  for (const texts of [en, zhCN]) {
    for (const kind of new Set(kinds)) {
      assert.ok(layerNames([kind, "flatten"], say(texts))[0]);
      assert.ok(`layer.does.${kind}` in texts, kind);
    }
  }
});
