import assert from "node:assert/strict";
import { test } from "node:test";
import { axisOf } from "../../../static/js/layers/axes.js";
import { drawLayers, heightOf, WIDTH } from "../../../static/js/layers/layers-picture.js";
import { SvgContext } from "../../../static/js/take/svg-context.js";

const NAMES = [5, 25, 50, 75, 95].flatMap((q) => [`activation_${q}`, `gradient_${q}`]);
const hues = {
  ink: "ink",
  soft: "soft",
  zero: "zero",
  edge: "edge",
  fwd: "fwd",
  fwdGround: "fwd-ground",
  bwd: "bwd",
  bwdGround: "bwd-ground",
  branches: { "--branch-1": "first", "--branch-2": "second" },
};

/** @param {any[]} rows @param {number[]} steps @param {{ id: number, name: string }[]} [legend] */
function drawn(rows, steps, legend = []) {
  const context = new SvgContext(WIDTH, heightOf(rows.length, ["note"], legend), {
    measure: (text) => ({ width: text.length * 6 }),
    encode: () => "",
  });
  drawLayers(context, rows, {
    over: { x: axisOf(steps, false), steps, logarithmic: true, hues },
    now: steps.at(-1) ?? 0,
    font: "serif",
    words: { activations: "A", gradients: "G", updates: "U", step: "step" },
    notes: ["note"],
    legend,
  });
  return context.text("").split("\n");
}

const record = {
  ...Object.fromEntries(NAMES.map((name, i) => [name, [0.1 * (i + 1), 0.2, 0.3]])),
  update_ratio: [0.001, null, 0.002],
};
const row = {
  title: "Layer 1",
  subtitle: "4 neurons",
  record,
  spreads: {
    activation: { counts: [1, 0, 2], values: "a-values" },
    gradient: { counts: null, values: "g-values" },
  },
  update: "u-value",
  besides: [],
};

test("a layer is drawn with its histogram, its medians and the ends of its axes", () => {
  const parts = drawn([row, { ...row, title: "Output" }], [0, 10, 20]);
  const text = parts.join("\n");
  for (const word of ["Layer 1", "Output", "a-values", "g-values", "u-value", "note", ">20<"]) {
    assert.ok(text.includes(word), word);
  }
  /** @param {RegExp} found */
  const count = (found) => parts.filter((part) => found.test(part)).length;
  // Two bars of three; the third counts nothing.
  assert.equal(count(/<rect.*fill="fwd"/), 2 * 2);
  assert.equal(count(/<rect.*fill="bwd"/), 0);
  assert.equal(count(/stroke="(fwd|bwd)"/), 2 * 2);
  assert.equal(count(/stroke="ink"/), 2);
});

test("before anything is recorded there are words and no charts", () => {
  const empty = {
    activation: { counts: null, values: "" },
    gradient: { counts: null, values: "" },
  };
  const parts = drawn([{ ...row, record: null, spreads: empty, update: "" }], []);
  assert.ok(parts.some((part) => part.includes("Layer 1")));
  assert.ok(!parts.some((part) => part.includes("<rect") || part.includes("<path")));
});

const other = {
  id: 2,
  steps: [0, 10, 40],
  layer: {
    kind: "dense",
    activation_50: [0.1, 0.2, 5],
    gradient_50: [0.1, 0.2, 0.3],
    update_ratio: [0.001, 0.5, null],
  },
};

test("another branch is a thin dashed line in each chart, named below", () => {
  const parts = drawn([{ ...row, besides: [other] }], [0, 10, 20], [{ id: 2, name: "faster" }]);
  const lines = parts.filter((part) => part.includes('stroke="second"'));
  assert.equal(lines.length, 3 + 1);
  assert.ok(lines.every((part) => part.includes("stroke-dasharray")));
  // Its own line is not dashed.
  const own = parts.filter((part) => /stroke="(fwd|bwd|ink)"/.test(part));
  assert.equal(own.length, 3);
  assert.ok(!own.some((part) => part.includes("stroke-dasharray")));
  const text = parts.join("\n");
  // The axes hold it: its largest median, and its largest update.
  for (const word of ["faster", ">5<", ">0.5<"]) assert.ok(text.includes(word), word);
});

test("a branch is drawn before the present one has recorded anything", () => {
  const spreads = {
    activation: { counts: null, values: "" },
    gradient: { counts: null, values: "" },
  };
  const parts = drawn([{ ...row, record: null, spreads, update: "", besides: [other] }], []);
  assert.equal(parts.filter((part) => part.includes('stroke="second"')).length, 3);
});
