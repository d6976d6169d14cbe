/**
 * What sets one list of layers apart from another: the fewest additions, removals and settings
 * that lead from the first to the second.
 *
 * @typedef {import("../types.js").LayerSpec} LayerSpec
 *
 * @typedef {{ what: "changed", at: number, setting: string, before: unknown, after: unknown }
 *   | { what: "moved" | "removed" | "added", at: number }} LayerChange  at: the place in the first
 *   list, of what was added in the second
 */

/** @param {LayerSpec} a @param {LayerSpec} b */
const settingsApart = (a, b) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);

const SETTING = 0.2; // of an addition: five settings are as much as a layer
const MOST = 1.9; // to change a layer is less than to remove it and to add another

/** @param {LayerSpec} a @param {LayerSpec} b */
const distance = (a, b) =>
  a.kind === b.kind
    ? Math.min(MOST, SETTING * settingsApart(a, b).length)
    : Number.POSITIVE_INFINITY;

/**
 * The layers of both lists that belong together, in order.
 * @param {LayerSpec[]} before @param {LayerSpec[]} after @returns {[number, number][]}
 */
function paired(before, after) {
  // cost[i][j]: of leading the rest of the first list from i on to that of the second from j on.
  const cost = before.map(() => /** @type {number[]} */ ([]));
  cost.push(after.map((_, j) => after.length - j).concat(0));
  for (let i = before.length - 1; i >= 0; i--) {
    cost[i][after.length] = before.length - i;
    for (let j = after.length - 1; j >= 0; j--) {
      const both = distance(before[i], after[j]) + cost[i + 1][j + 1];
      cost[i][j] = Math.min(both, 1 + cost[i + 1][j], 1 + cost[i][j + 1]);
    }
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (cost[i][j] === distance(before[i], after[j]) + cost[i + 1][j + 1]) pairs.push([i++, j++]);
    else if (cost[i][j] === 1 + cost[i + 1][j]) i++;
    else j++;
  }
  return pairs;
}

/** @param {LayerSpec[]} before @param {LayerSpec[]} after @returns {LayerChange[]} */
export function layerChanges(before, after) {
  const pairs = paired(before, after);
  const [kept, found] = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))];
  const added = after.flatMap((_, j) => (found.has(j) ? [] : [j]));
  /** @type {LayerChange[]} */
  const changes = pairs.flatMap(([at, j]) =>
    settingsApart(before[at], after[j]).map((setting) => ({
      what: /** @type {"changed"} */ ("changed"),
      at,
      setting,
      before: before[at][setting],
      after: after[j][setting],
    })),
  );
  for (const [at, layer] of before.entries()) {
    if (kept.has(at)) continue;
    // What went here and came there, unchanged, has only moved.
    const there = added.findIndex((j) => settingsApart(layer, after[j]).length === 0);
    if (there >= 0) added.splice(there, 1);
    changes.push({ what: there >= 0 ? "moved" : "removed", at });
  }
  for (const at of added) changes.push({ what: "added", at });
  return changes;
}
