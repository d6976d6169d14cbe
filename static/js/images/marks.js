/** How a class is told on a canvas: by a letter, and by a colour besides. */
import { colour } from "../controls/canvas.js";

/** How many colours there are; further classes begin anew, and differ by their letters. */
const COLOURS = 10;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * One letter for each class: its name where all names are that short.
 * @param {string[]} classes
 */
export function lettersOf(classes) {
  if (classes.every((name) => [...name].length === 1)) return classes;
  return classes.map((_, i) => LETTERS[i % LETTERS.length]);
}

/** The name of a class's colour in the stylesheet. @param {number} label */
export const hueOf = (label) => `--class-${(label % COLOURS) + 1}`;

/** @param {number} count  of classes @returns {string[]} */
export const coloursOf = (count) =>
  Array.from({ length: count }, (_, label) => colour(hueOf(label)));
