import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseEdges, EDGE_BUDGET, edgeShares } from "../../../static/js/stage/choosing.js";
import { placeNetwork } from "../../../static/js/stage/geometry.js";
import { bucketOf } from "../../../static/js/stage/lines.js";
import { Strokes } from "../../../static/js/stage/strokes.js";

const FRAME = { width: 792, height: 568, topInset: 100, bottomInset: 42 };

/** @param {number[]} sizes @param {[number, number] | null} [image] */
function columnsOf(sizes, image = null) {
  const layers = sizes.map((units, index) => {
    const shape = index === 0 && image ? image : [units];
    return { index, units, shape, settings: {}, kind: "dense", labels: null, activation: null };
  });
  return placeNetwork(layers, FRAME).columns;
}

test("a network that fits is drawn whole", () => {
  assert.deepEqual(edgeShares(columnsOf([2, 8, 8, 1])), [0, 16, 64, 8]);
});

test("the widest network keeps within the budget and no gap is left empty", () => {
  const shares = edgeShares(columnsOf([2, ...Array(12).fill(64), 10]));
  assert.ok(shares.reduce((sum, share) => sum + share) <= EDGE_BUDGET);
  assert.ok(shares.slice(1).every((share) => share >= 100));
});

test("every receiver of an image gets the edges of its strongest pixels", () => {
  const weights = new Float32Array(64 * 32).map((_, i) => ((i * 7919) % 101) - 50);
  const share = edgeShares(columnsOf([64, 32, 10], [8, 8]))[1];
  const chosen = chooseEdges(weights, 64, share, true);
  const each = new Map();
  for (const edge of chosen) {
    const unit = Math.floor(edge / 64);
    each.set(unit, (each.get(unit) ?? 0) + 1);
  }
  assert.equal(each.size, 32);
  assert.ok([...each.values()].every((count) => count === share / 32));
});

test("strength falls into one of ten buckets", () => {
  assert.equal(bucketOf(0), 0);
  assert.equal(bucketOf(0.55), 5);
  assert.equal(bucketOf(1), 9);
});

test("each edge is stroked once, in the order of the styles", () => {
  const strokes = new Strokes(3);
  for (let i = 0; i < 1000; i++) strokes.add(i % 2 ? 2 : 0, 0, i, 100, i + 5);
  /** @type {Map<string, number>} */
  const seen = new Map();
  let waiting = 0;
  const context = {
    strokeStyle: "",
    lineWidth: 0,
    globalAlpha: 1,
    beginPath() {
      waiting = 0;
    },
    moveTo() {},
    lineTo() {},
    bezierCurveTo() {
      waiting++;
    },
    stroke() {
      seen.set(this.strokeStyle, (seen.get(this.strokeStyle) ?? 0) + waiting);
    },
  };
  const drawn = /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (context));
  strokes.stroke(drawn, (style) => ({ colour: `style ${style}`, width: 1 + style, alpha: 0.5 }));
  assert.deepEqual(
    [...seen],
    [
      ["style 0", 500],
      ["style 2", 500],
    ],
  );
  assert.equal(context.globalAlpha, 1);
  strokes.clear();
  seen.clear();
  strokes.stroke(drawn, () => ({ colour: "none", width: 1, alpha: 1 }));
  assert.equal(seen.size, 0);
});
