import assert from "node:assert/strict";
import { test } from "node:test";
import { drawCaption } from "../../../static/js/stage/caption.js";

const WIDE = 180;

/** Where the words stand, from left to right. @param {object} header @param {number} corner */
function wordsOf(header, corner, columns = [40, 400, 740]) {
  const words = written(header, corner, { columns });
  assert.equal(words.length, 1);
  return words[0];
}

/** @param {object} header @param {number} corner @param {{ columns?: number[], text?: number }} [on] */
function written(header, corner, { columns = [40, 400, 740], text = 13 } = {}) {
  /** @type {[number, number][]} */
  const words = [];
  const context = new Proxy(
    {
      measureText: () => ({ width: WIDE }),
      fillText: (/** @type {string} */ _, /** @type {number} */ x) =>
        words.push([x - WIDE / 2, x + WIDE / 2]),
    },
    { get: (own, name) => Reflect.get(own, name) ?? (() => {}), set: () => true },
  );
  const palette = { font: "sans", line: 1, fwd: [0, 0, 0], bwd: [0, 0, 0], soft: [0, 0, 0] };
  drawCaption(
    /** @type {any} */ (context),
    /** @type {any} */ ({
      geometry: {
        columns: columns.map((x) => ({ x })),
        layers: columns,
        width: 780,
        height: 500,
        right: 60,
        text,
      },
      layout: { layers: columns },
      palette,
      header,
      texts: { loss: "words", backward: "words", sample: "words", forward: "words" },
      phases: true,
      corner,
    }),
  );
  return words;
}

const PHASES = [
  { phase: "sample", layer: 0 },
  { phase: "forward", layer: 2 },
  { phase: "loss", layer: 2 },
  { phase: "backward", layer: 2 },
  { phase: "backward", layer: 0 },
];

for (const header of PHASES) {
  test(`the words of ${header.phase} ${header.layer} leave the corner to the page`, () => {
    for (const corner of [0, 95, 200]) {
      const [left, right] = wordsOf(header, corner);
      assert.ok(left >= 8);
      assert.ok(right <= 780 - corner - 8);
    }
  });
}

test("words that find no room begin at the left", () => {
  assert.deepEqual(wordsOf({ phase: "loss", layer: 2 }, 700)[0], 8);
});

test("letters too large for the drawing leave the phase to the ribbon", () => {
  assert.equal(written({ phase: "loss", layer: 2 }, 0, { text: 30 }).length, 1);
  assert.equal(written({ phase: "loss", layer: 2 }, 0, { text: 31 }).length, 0);
});
