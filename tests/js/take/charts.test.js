import assert from "node:assert/strict";
import { test } from "node:test";
import { chartRange, drawLosses } from "../../../static/js/charts/loss-picture.js";
import { linearTicks, logTicks } from "../../../static/js/charts/ticks.js";
import { clock, fileName } from "../../../static/js/take/naming.js";
import { SvgContext } from "../../../static/js/take/svg-context.js";

test("ticks are round, within the range and not too many", () => {
  assert.deepEqual(linearTicks(0, 0.73, 5), [0, 0.2, 0.4, 0.6]);
  assert.deepEqual(linearTicks(130, 1000, 8), [200, 400, 600, 800, 1000]);
  assert.deepEqual(linearTicks(1, 1, 5), []);
  assert.deepEqual(logTicks(0.004, 2), [0.01, 0.1, 1]);
  assert.deepEqual(logTicks(0.3, 0.9), [0.5]);
  assert.deepEqual(logTicks(0, 1), []);
});

test("the chart reaches over all losses; a logarithmic one over those that can be drawn", () => {
  const losses = { steps: [0, 10], train: [2, 0], test: [null, 1] };
  assert.deepEqual(chartRange(losses, false), { from: 0, to: 10, low: 0, high: 2.1 });
  assert.equal(chartRange(losses, true).low, 0.2);
  assert.deepEqual(chartRange({ steps: [], train: [], test: [] }, false), {
    from: 0,
    to: 100,
    low: 0,
    high: 1.05,
  });
  const longer = { name: "", steps: [-5, 40], values: [4, 1], colour: "", dash: [] };
  assert.deepEqual(chartRange(losses, false, [longer]), { from: -5, to: 40, low: 0, high: 4.2 });
});

test("every loss is a point of its curve; what is missing leaves a gap", () => {
  const context = new SvgContext(800, 400, {
    measure: (text) => ({ width: text.length * 6 }),
    encode: () => "",
  });
  const colour = /** @type {[number, number, number]} */ ([1, 1, 1]);
  const palette = /** @type {any} */ ({
    ink: [5, 5, 5],
    soft: colour,
    hair: colour,
    font: "serif",
  });
  const losses = { steps: [0, 1, 2, 3], train: [4, 3, null, 1], test: [4, 4, 4, 4] };
  drawLosses(/** @type {any} */ (context), losses, {
    width: 800,
    height: 400,
    others: [{ name: "another", steps: [0, 9], values: [2, 1], colour: "teal", dash: [7, 3] }],
    logarithmic: false,
    palette,
    words: { step: "step", train: "train", test: "test" },
  });
  const lines = context.text("").split("\n");
  assert.equal(lines.filter((part) => part.includes('stroke="teal"')).length, 2);
  assert.ok(lines.some((part) => part.includes(">another<")));
  const curves = lines.filter((part) => part.includes('stroke="rgb(5, 5, 5)"'));
  assert.equal(curves[0].match(/M/g)?.length, 2);
  assert.equal(curves[0].match(/L/g)?.length, 1);
});

test("names say what is in a file", () => {
  assert.equal(
    fileName("two moons", 1274, "network", "png"),
    "glassbox-two-moons-step-1274-network.png",
  );
  assert.equal(clock(0), "0:00");
  assert.equal(clock(67.9), "1:07");
});
