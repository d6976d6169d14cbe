/**
 * A formula twice: as TeX, and as a line of text for as long as TeX cannot be set.
 *
 * @typedef {{ tex: string, text: string }} Formula
 * @typedef {"fwd" | "bwd" | "pos" | "neg" | "quiet"} Hue  as on the drawing: direction or sign
 */
import { formatQuantity } from "../format.js";

/** @param {string} text @param {string} [tex] @returns {Formula} */
export const piece = (text, tex = text) => ({ text, tex });

/** @param {Formula[]} pieces @returns {Formula} */
export const join = (...pieces) => ({
  text: pieces.map(({ text }) => text).join(""),
  tex: pieces.map(({ tex }) => tex).join(""),
});

/** @param {Hue} hue @param {Formula} formula @returns {Formula} */
export const coloured = (hue, { text, tex }) => ({ text, tex: `\\htmlClass{${hue}}{${tex}}` });

/** The colour of a number's sign; none for 0. @param {number} value @param {Formula} formula */
export const signed = (value, formula) =>
  value === 0 || Number.isNaN(value) ? formula : coloured(value < 0 ? "neg" : "pos", formula);

/** Words inside a formula, in the language of the reader. @param {string} words @returns {Formula} */
export const words = (words) => ({
  text: words,
  tex: `\\text{${words.replace(/[\\{}$&#^_%~]/g, "\\$&").replace(/\\\\|\\\^|\\~/g, " ")}}`,
});

/** @param {string} text  as the functions of format.js write numbers @returns {Formula} */
function asTex(text) {
  const tex = text
    .replace(/−/g, "-")
    .replace("∞", "\\infty ")
    .replace(/×10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, minus, power) => {
      const digits = [.../** @type {string} */ (power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit));
      return `{\\times}10^{${minus && "-"}${digits.join("")}}`;
    });
  return { text, tex: `{${tex}}` };
}

/** @param {number} value @param {number} digits  significant @returns {Formula} */
export const number = (value, digits) => asTex(formatQuantity(value, digits));

/** As a factor or behind an operator: a negative number stands in brackets. @param {number} value @param {number} digits */
export function factor(value, digits) {
  const bare = number(value, digits);
  return value < 0 ? { text: `(${bare.text})`, tex: `(${bare.tex})` } : bare;
}

/** A square root; of more than plain digits in brackets, where it is text. @param {Formula} under @returns {Formula} */
export const root = ({ text, tex }) => ({
  text: /^[\d.]+$/.test(text) ? `√${text}` : `√(${text})`,
  tex: `\\sqrt{${tex}}`,
});

/** With fixed decimals, for old and new values one below the other. @param {number} value @param {number} decimals */
export function decimal(value, decimals) {
  return asTex(value.toFixed(decimals).replace("-", "−"));
}

export const PLUS = piece(" + ", "+");
export const MINUS = piece(" − ", "-");
export const TIMES = piece("·", "\\cdot ");
export const GAP = piece("   ", "\\qquad ");
export const BECOMES = piece(" ← ", "\\leftarrow ");

/** @param {boolean} exact  whether the shown digits agree */
export const equals = (exact) => (exact ? piece(" = ", "=") : piece(" ≈ ", "\\approx "));

export const Z = piece("z");
export const W = piece("w");
export const B = piece("b");
export const G = piece("g");
export const LOSS = coloured("bwd", piece("L"));
export const P = coloured("fwd", piece("p"));
export const A = coloured("fwd", piece("a"));
export const BEFORE = coloured("fwd", piece("a₋₁", "a_{-1}"));
export const NORMALISED = coloured("fwd", piece("â", "\\hat a"));
export const DELTA = coloured("bwd", piece("δ", "\\delta "));
export const DELTA_NEXT = coloured("bwd", piece("δ₊₁", "\\delta_{+1}"));
export const SLOPE = piece("f′(z)", "f'(z)");
export const RATE = piece("η", "\\eta ");
