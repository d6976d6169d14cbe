import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeEnd, edgeStart } from "../../../static/js/stage/column.js";
import { edgePoint } from "../../../static/js/stage/curve.js";
import { biasAt, biasPlace, edgesOf, frontEdges } from "../../../static/js/stage/emphasis.js";
import { placeNetwork } from "../../../static/js/stage/geometry.js";
import { alongAt, EdgeFinder, nearestEdge } from "../../../static/js/stage/hit-edges.js";
import { neuronAt, parameterAt } from "../../../static/js/target.js";

/** @param {number[]} units */
const network = (units) =>
  placeNetwork(
    units.map((count, index) => ({
      index,
      kind: "dense",
      units: count,
      shape: [count],
      settings: {},
      labels: null,
      activation: null,
    })),
    { width: 800, height: 560, topInset: 100, bottomInset: 58 },
  );

const geometry = network([3, 4, 2]);

/** @param {number} layer @param {number} unit @param {number} input @param {number} t */
function onEdge(layer, unit, input, t) {
  const [from, to] = [geometry.columns[layer - 1], geometry.columns[layer]];
  return edgePoint(edgeStart(from), from.y[input], edgeEnd(to), to.y[unit], t);
}

test("the place along an edge is found from x alone", () => {
  for (const t of [0.02, 0.2, 0.5, 0.77, 0.98]) {
    const [x, y] = edgePoint(0, 0, 1, 1, t);
    assert.ok(Math.abs(alongAt(x).height - y) < 1e-6, `at ${t}`);
    const [nextX, nextY] = edgePoint(0, 0, 1, 1, t + 1e-6);
    assert.ok(Math.abs(alongAt(x).slope - (nextY - y) / (nextX - x)) < 1e-3);
  }
});

test("a point on an edge finds that edge", () => {
  const all = Array.from({ length: 12 }, (_, i) => i);
  const weights = new Float32Array(12).fill(0.5);
  for (const edge of all) {
    const [unit, input] = [Math.floor(edge / 3), edge % 3];
    let hits = 0;
    for (const t of [0.3, 0.4, 0.6, 0.7]) {
      const [x, y] = onEdge(1, unit, input, t);
      hits += Number(nearestEdge(geometry, 1, all, weights, x, y) === edge);
    }
    // Where edges cross another one may be as near.
    assert.ok(hits >= 2, `edge ${edge}`);
  }
});

test("a point far from all edges finds none", () => {
  const weights = new Float32Array(12).fill(1);
  const [x, y] = onEdge(1, 0, 0, 0.5);
  assert.equal(nearestEdge(geometry, 1, [0], weights, x, y - 7), null);
  assert.equal(nearestEdge(geometry, 1, [0], weights, x, y - 4), 0);
});

test("of edges that lie on each other the heavier one is meant", () => {
  const weights = Float32Array.from({ length: 12 }, (_, i) => (i === 3 ? -2 : 0.1));
  // All edges of an input leave it at the same point.
  const [x, y] = onEdge(1, 0, 0, 0.01);
  assert.equal(nearestEdge(geometry, 1, [0, 3, 6, 9], weights, x, y), 3);
});

test("only what is drawn can be found, unless its neuron stands out", () => {
  const parameters = Float32Array.from([1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0]);
  /** @type {any} */
  const picture = {
    tensor: (/** @type {string} */ _, /** @type {number} */ layer) =>
      layer === 1 ? parameters : null,
  };
  const finder = new EdgeFinder();
  const [x, y] = onEdge(1, 2, 1, 0.62);
  assert.deepEqual(finder.find(geometry, picture, x, y, null), { layer: 1, unit: 2, input: 1 });
  assert.equal(finder.find(geometry, picture, 5, 5, null), null);
  const [x2, y2] = onEdge(2, 0, 0, 0.5);
  assert.equal(finder.find(geometry, picture, x2, y2, null), null);
});

test("of forty thousand edges one that is within reach is found", () => {
  const large = network([200, 200]);
  const weights = Float32Array.from({ length: 40_000 }, (_, i) => Math.sin(i));
  const all = Int32Array.from({ length: 40_000 }, (_, i) => i);
  const [from, to] = large.columns;
  const [start, end] = [edgeStart(from), edgeEnd(to)];
  for (const [x, y] of [
    [300, 300],
    [310, 200],
    [450, 420],
  ]) {
    const edge = nearestEdge(large, 1, all, weights, x, y) ?? assert.fail("nothing was found");
    const [y0, y1] = [from.y[edge % 200], to.y[Math.floor(edge / 200)]];
    const height = y0 + (y1 - y0) * alongAt((x - start) / (end - start)).height;
    assert.ok(Math.abs(height - y) < 6, `edge ${edge} passes at ${height}`);
  }
});

/** @param {any} hovered @param {any} selected @returns {any} */
const scene = (hovered, selected) => ({ hovered, selected, geometry });

test("a neuron has the edges that lead to it and from it in front", () => {
  assert.deepEqual(edgesOf(neuronAt(1, 2), 1, 3, 4), [6, 7, 8]);
  assert.deepEqual(edgesOf(neuronAt(1, 2), 2, 4, 2), [2, 6]);
  assert.deepEqual(frontEdges(scene(neuronAt(1, 2), null), 1)?.front, [6, 7, 8]);
  assert.equal(frontEdges(scene(null, null), 1), null);
});

test("an edge stands out alone, beside those of what was chosen", () => {
  const edge = parameterAt(1, 2, 0);
  assert.deepEqual(frontEdges(scene(edge, null), 1), { front: [6], plain: [], alone: false });
  assert.deepEqual(frontEdges(scene(edge, neuronAt(1, 2)), 1), {
    front: [6],
    plain: [6, 7, 8],
    alone: true,
  });
  assert.deepEqual(frontEdges(scene(edge, null), 2)?.front, []);
});

test("a bias is marked at its neuron while that stands out", () => {
  const { x, y } = biasPlace(geometry.columns[1], 2);
  assert.deepEqual(biasAt(geometry.columns, [neuronAt(1, 2)], x, y), { layer: 1, unit: 2 });
  assert.equal(biasAt(geometry.columns, [neuronAt(1, 1), null], x, y), null);
  assert.equal(biasAt(geometry.columns, [neuronAt(0, 0)], x, y), null);
});
