/** Colours that mean different things look different, to the colour-blind, too. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseColour } from "../../static/js/palette.js";
import { difference, lab, VISION } from "./vision.js";

const APART = 20; // CIEDE2000; about ten times what is just seen side by side

/** @param {string} file */
const sheet = (file) => readFileSync(new URL(`../../static/css/${file}`, import.meta.url), "utf-8");

/** The custom properties that are colours in one rule. @param {string} css @param {string} selector */
function colours(css, selector) {
  const start = css.indexOf(`${selector} {`);
  assert.ok(start >= 0, selector);
  const body = css.slice(start, css.indexOf("}", start));
  const found = [...body.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/gi)];
  return Object.fromEntries(found.map(([, name, value]) => [name, parseColour(value)]));
}

const light = colours(sheet("tokens.css"), ":root");
const dark = { ...light, ...colours(sheet("dark.css"), ':root:not([data-theme="light"])') };
const projector = { ...light, ...colours(sheet("projector.css"), ":root[data-projector]") };
const LOOKS = { light, dark, projector };

const PAIRS = [
  ["neg", "pos"], // signs
  ["neg", "zero"],
  ["pos", "zero"],
  ["fwd", "bwd"], // directions
  ["ink", "paper"],
  ["soft", "paper"],
  ["ink", "soft"], // the lines of train and test
  ["bwd", "ink"], // marks in a chart
  ["fwd", "bad"], // right and wrong
];

test("the difference of colours is that of the published examples", () => {
  // Rows 1, 7, 13, 17, 19 and 25 of Table 1 of Sharma, Wu and Dalal.
  const examples = [
    [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
    [50, 0, 0, 50, -1, 2, 2.3669],
    [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
    [50, 2.5, 0, 73, 25, -18, 27.1492],
    [50, 2.5, 0, 56, -27, -3, 31.903],
    [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
  ];
  for (const [l1, a1, b1, l2, a2, b2, expected] of examples) {
    const found = difference([l1, a1, b1], [l2, a2, b2]);
    assert.ok(Math.abs(found - expected) < 1e-4, `${found} is not ${expected}`);
  }
});

test("white stays white, whoever looks", () => {
  for (const vision of Object.keys(VISION)) {
    const [l, a, b] = lab([255, 255, 255], vision);
    assert.ok(Math.abs(l - 100) < 0.01 && Math.hypot(a, b) < 0.05, vision);
  }
});

for (const [look, palette] of Object.entries(LOOKS)) {
  for (const vision of Object.keys(VISION)) {
    test(`${look} colours stay apart: ${vision}`, () => {
      const close = PAIRS.map(([one, other]) => ({
        pair: `${one}/${other}`,
        apart: difference(lab(palette[one], vision), lab(palette[other], vision)),
      })).filter(({ apart }) => !(apart >= APART));
      assert.deepEqual(close, []);
    });
  }
}
