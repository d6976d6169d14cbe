import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../../static/js/format.js";

test("losses have three or four digits and can be read back", () => {
  assert.equal(format.formatLoss(0.16449), "0.164");
  assert.equal(format.formatLoss(0.0099999), "0.0100");
  assert.equal(format.formatLoss(1234.5), "1235");
  assert.equal(format.formatLoss(0), "0");
  for (const value of [3e-9, 0.00012, 0.7, 12.34, 99999, 5e8]) {
    const read = Number.parseFloat(format.formatLoss(value));
    assert.ok(Math.abs(read / value - 1) < 0.006, `${value} became ${read}`);
  }
});

test("what does not exist is a dash", () => {
  for (const nothing of [null, undefined, Number.NaN]) {
    assert.equal(format.formatLoss(nothing), "–");
    assert.equal(format.formatPercent(nothing), "–");
    assert.equal(format.formatCount(nothing), "–");
    assert.equal(format.formatQuantity(nothing), "–");
  }
  assert.equal(format.formatLoss(Number.POSITIVE_INFINITY), "∞");
});

test("accuracies are percentages with one decimal", () => {
  assert.equal(format.formatPercent(0.9716), "97.2%");
  assert.equal(format.formatPercent(1), "100.0%");
});

test("digits are grouped, and joined they are the number", () => {
  assert.deepEqual(format.groupDigits("127"), ["127"]);
  assert.deepEqual(format.groupDigits("1274"), ["1", "274"]);
  assert.deepEqual(format.groupDigits("1234567"), ["1", "234", "567"]);
  assert.deepEqual(format.groupDigits("–"), ["–"]);
});

test("quantities carry a true minus and powers of ten", () => {
  assert.equal(format.formatQuantity(-0.0255), "−0.0255");
  assert.equal(format.formatQuantity(1.5e-7), "1.5×10⁻⁷");
  assert.equal(format.formatQuantity(-2e12), "−2.0×10¹²");
  assert.equal(format.formatQuantity(0), "0");
});

test("shares are shown and read as percentages, other settings as they are", () => {
  const share = { path: "dataset.test_fraction" };
  assert.equal(format.formatSetting(share, 0.35), "35%");
  assert.equal(format.parseSetting(share, "35%"), 0.35);
  assert.equal(format.parseSetting(share, "0.35"), 0.35);
  const rate = { path: "training.optimizer.learning_rate" };
  assert.equal(format.formatSetting(rate, 0.1 + 0.2), "0.3");
  assert.equal(format.parseSetting(rate, " 1e-3 "), 0.001);
});

test("an empty field is null; words are left for the server to refuse", () => {
  const epochs = { path: "training.stop.max_epochs", nullable: true };
  assert.equal(format.formatSetting(epochs, null), "");
  assert.equal(format.parseSetting(epochs, ""), null);
  assert.equal(format.parseSetting(epochs, "many"), "many");
});
