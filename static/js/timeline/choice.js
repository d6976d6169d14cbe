/**
 * Which branches are shown: the present one, those pinned, and of the same run the newest few,
 * unless this person has chosen otherwise.
 *
 * @typedef {import("../types.js").Branch} Branch
 */

const FEW = 3; // more lines than this at once must have been asked for

/**
 * @param {Branch[]} all @param {number} id @returns {number} the branch that began at random weights
 */
export function rootOf(all, id) {
  const parent = all.find((branch) => branch.id === id)?.parent ?? null;
  return parent === null ? id : rootOf(all, parent);
}

/**
 * @param {Branch[]} all @param {number} now  the present one @param {Set<number>} pins
 * @param {Map<number, boolean>} choices
 * @returns {Branch[]} those that are shown beside the present one, the oldest first
 */
export function besides(all, now, pins, choices) {
  const others = all.filter(({ id }) => id !== now);
  const root = rootOf(all, now);
  const recent = others.filter(({ id }) => rootOf(all, id) === root).slice(-FEW);
  return others.filter(
    (branch) => choices.get(branch.id) ?? (pins.has(branch.id) || recent.includes(branch)),
  );
}
