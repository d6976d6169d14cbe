/**
 * How the lines of branches differ: by colour and by dashes, so that no two close ones are told
 * apart by colour alone. The colours are those of the stylesheet, `--branch-1` to `--branch-6`.
 */

export const BRANCH_COLOURS = Array.from({ length: 6 }, (_, i) => `--branch-${i + 1}`);

/** Drawn and left out, in pixels; coprime in number to the colours, so that pairs repeat late. */
const DASHES = [
  [7, 3],
  [2, 2.5],
  [10, 3, 2, 3],
  [4, 2],
  [12, 4],
];

/** Of the second of two runs side by side: its losses on what it learns from, and on the test samples. */
export const BESIDE_DASHES = [
  [9, 3, 2, 3],
  [2, 3],
];

/** @param {number} branch  its number, from 1 @returns {{ colour: string, dash: number[] }} */
export const styleOf = (branch) => ({
  colour: BRANCH_COLOURS[(branch - 1) % BRANCH_COLOURS.length],
  dash: DASHES[(branch - 1) % DASHES.length],
});
