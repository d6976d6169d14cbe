/** A sum written out: 0.31·0.52 − 0.4·(−0.3) + (3 more: 0.1). */
/** @typedef {import("./formula.js").Formula} Formula */
/** @typedef {import("./formula.js").Hue} Hue */
/** @typedef {import("./names.js").Say} Say */
/** @typedef {ReturnType<typeof import("./sums.js").leading>} Leading */
import { rounded } from "./digits.js";
import {
  coloured,
  factor,
  join,
  MINUS,
  number,
  PLUS,
  piece,
  signed,
  TIMES,
  words,
} from "./formula.js";

/**
 * @param {Leading} leading @param {number} digits @param {Hue} hue  of what is carried @param {Say} say
 * @returns {Formula}
 */
export function products({ shown, rest, left }, digits, hue, say) {
  const pieces = shown.flatMap(({ weight, carried }, at) => {
    const minus = weight < 0;
    const sign = at === 0 ? (minus ? piece("−", "-") : piece("")) : minus ? MINUS : PLUS;
    const size = signed(weight, number(Math.abs(weight), digits));
    const other = coloured(hue, factor(carried, digits));
    // An operator inside a class would lose the space around it.
    return [at === 0 && minus ? signed(weight, sign) : sign, size, TIMES, other];
  });
  if (left > 0) {
    const others = words(say("tell.others", { count: left }));
    pieces.push(piece(pieces.length ? " + (" : "(", pieces.length ? "+(" : "("), others);
    pieces.push(piece(" ", "\\;"), number(rest, digits), piece(")"));
  }
  return join(...pieces);
}

/** What that comes to when it is computed from the digits shown. @param {Leading} leading @param {number} digits */
export const productsShown = ({ shown, rest, left }, digits) =>
  shown.reduce(
    (sum, { weight, carried }) => sum + rounded(weight, digits) * rounded(carried, digits),
    left > 0 ? rounded(rest, digits) : 0,
  );
