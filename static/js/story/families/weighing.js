/** A weighed sum written out, with as many digits as it takes: z = Σ w·a + b = 0.5·0.3 + 0.1 = 0.25. */
/** @typedef {import("../formula.js").Formula} Formula */
/** @typedef {import("./family.js").Reading} Reading */
/** @typedef {import("./family.js").Telling} Telling */
/** @typedef {import("./family.js").Written} Written */
import { rounded, settle } from "../digits.js";
import { equals, join, MINUS, number, PLUS, piece, signed } from "../formula.js";
import { products, productsShown } from "../products.js";
import { leading } from "../sums.js";

/**
 * Digits of the operands, of z, and of what comes out.
 * @type {[number, number, number][]}
 */
const ATTEMPTS = [
  [3, 3, 3],
  [4, 3, 3],
  [3, 3, 2],
  [4, 3, 2],
  [3, 2, 2],
  [4, 2, 2],
  [4, 4, 3],
  [5, 4, 3],
  [5, 3, 2],
  [6, 3, 2],
  [7, 3, 2],
];

/**
 * @param {Formula} letter  of the result @param {Formula} symbols  of the sum
 * @returns {(reading: Reading, telling: Telling) => Written}
 */
export const weighed =
  (letter, symbols) =>
  ({ sum, bias, z, a }, { f, detail, say }) => {
    const lead = leading(sum, Math.max(sum.terms.length === 1 ? 1 : 0, detail - 1));
    const { digits, exact } = settle(ATTEMPTS, (d, zDigits, aDigits) => {
      const shown = rounded(z, zDigits);
      return (
        rounded(productsShown(lead, d) + rounded(bias ?? 0, d), zDigits) === shown &&
        (!f || rounded(f(shown), aDigits) === rounded(a, aDigits))
      );
    });
    const [d, zDigits, aDigits] = digits;
    const added =
      bias === null ? [] : [bias < 0 ? MINUS : PLUS, signed(bias, number(Math.abs(bias), d))];
    return {
      exact,
      z: number(z, zDigits),
      a: number(a, aDigits),
      formula: join(
        ...[letter, piece(" = ", "=")],
        ...(detail > 0 ? [symbols, equals(exact)] : []),
        ...[products(lead, d, "fwd", say), ...added, equals(exact), number(z, zDigits)],
      ),
    };
  };
