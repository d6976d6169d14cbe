/**
 * A layer of another branch, beside the same one of the present branch.
 *
 * @typedef {import("../types.js").BranchLayer} BranchLayer
 * @typedef {import("../types.js").BranchRecords} BranchRecords
 * @typedef {import("../types.js").BranchStatisticsMessage} BranchStatisticsMessage
 * @typedef {import("../types.js").LayoutLayer} LayoutLayer
 * @typedef {keyof Omit<BranchLayer, "kind">} Line  what is drawn of it
 * @typedef {{ id: number, steps: number[], layer: BranchLayer }} Beside  id: of the branch
 */
import { indexAt } from "../history.js";

/**
 * The branches to ask about: those that have come further than what was told or asked of them.
 * @template {{ id: number, latest: number }} B
 * @param {B[]} branches @param {Map<number, BranchStatisticsMessage>} told
 * @param {Map<number, number>} asked @returns {B[]}
 */
export const unknown = (branches, told, asked) =>
  branches.filter(({ id, latest }) => told.get(id)?.latest !== latest && asked.get(id) !== latest);

/**
 * What the branches have of a layer: of one that is of another kind there, nothing.
 * @param {{ id: number, records: BranchRecords }[]} branches
 * @param {Pick<LayoutLayer, "index" | "kind">} layer @returns {Beside[]}
 */
export const besidesOf = (branches, { index, kind }) =>
  branches.flatMap(({ id, records }) => {
    const layer = records.layers[index - 1];
    return layer?.kind === kind ? [{ id, steps: records.step, layer }] : [];
  });

/**
 * @param {number[]} own  rising @param {number[][]} others  each rising
 * @returns {number[]} the own steps, and those of others that come later; rising
 */
export function readableSteps(own, others) {
  const last = own.at(-1) ?? -1;
  const later = new Set(others.flat().filter((step) => step > last));
  return [...own, ...[...later].sort((a, b) => a - b)];
}

/**
 * What a branch had recorded by a step; beyond its end, what it has come to.
 * @param {Beside} beside @param {Line} what @param {number} step
 * @returns {{ value: number | null, step: number | null }} with the step at which it was recorded
 */
export function valueBy({ steps, layer }, what, step) {
  const at = indexAt(steps, step);
  return { value: layer[what][at] ?? null, step: steps[at] ?? null };
}
