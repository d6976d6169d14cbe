import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import en from "../../static/js/i18n/en.js";
import zhCN from "../../static/js/i18n/zh-CN.js";

/** @param {string} text */
const slots = (text) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

/** @type {Record<string, string>} */
const english = en;
/** @type {Record<string, string>} */
const chinese = zhCN;

test("both languages have the same keys and no empty text", () => {
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  for (const text of [...Object.values(english), ...Object.values(chinese)]) assert.ok(text.trim());
});

test("a place for a value stands in two braces, or it would be shown as it is", () => {
  for (const [key, text] of [...Object.entries(english), ...Object.entries(chinese)]) {
    assert.doesNotMatch(text.replaceAll(/\{\{\w+\}\}/g, ""), /[{}]/, key);
  }
});

test("both languages put the same values into their texts", () => {
  for (const [key, text] of Object.entries(english)) {
    if (key.endsWith("_one")) continue; // "one hidden layer" needs no number.
    assert.deepEqual(slots(chinese[key]), slots(text), key);
  }
});

test("every key that the page names is in the dictionary", () => {
  const root = new URL("../../static/js/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf-8" });
  const named = files
    .filter((file) => file.endsWith(".js") && !file.startsWith("i18n/"))
    .flatMap((file) => [...readFileSync(new URL(file, root), "utf-8").matchAll(/\bt\("([^"]+)"/g)]);
  assert.ok(named.length > 60);
  for (const [, key] of named) assert.ok(key in english || `${key}_other` in english, key);
});

test("no other button sounds like one of the run controls", () => {
  const controls = [
    "run.play",
    "run.pause",
    "run.step",
    "run.reset",
    "layers.add",
    "layers.remove",
  ];
  const words = controls.map((key) => english[key]);
  const buttons = [
    "layers.more.units",
    "layers.fewer.units",
    "network.open",
    "room.copy",
    "points.clear",
    "theme.dark",
  ];
  for (const key of [...buttons, "theme.light", "sample.previous", "sample.next"]) {
    for (const word of words) assert.ok(!english[key].includes(word), `${key} contains ${word}`);
  }
});

test("every key of the keyboard is explained", () => {
  const table = readFileSync(new URL("../../static/js/keys.js", import.meta.url), "utf-8");
  const texts = [...table.matchAll(/\btext: "([^"]+)"/g)].map(([, key]) => key);
  assert.ok(texts.length >= 10);
  for (const key of texts) assert.ok(key in english, key);
});
