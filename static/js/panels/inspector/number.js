/** A number in the inspector: short enough to read, exact for who asks. */
import { formatExact } from "../../exact.js";
import { formatQuantity, NOTHING } from "../../format.js";
import { html } from "../../html.js";

/** @param {{ value: number | null | undefined, digits?: number, exact?: boolean, name?: string }} _  exact: with all digits */
export function Num({ value, digits = 3, exact = false, name }) {
  if (value === null || value === undefined) return html`<span class="num">${NOTHING}</span>`;
  return html`<data class=${value < 0 ? "num minus" : "num"} value=${value} title=${formatExact(value)}
    data-number=${name}>${exact ? formatExact(value) : formatQuantity(value, digits)}</data>`;
}

/** The sum of some numbers; null where one is not there. @param {(number | null)[]} values */
export function sumOf(values) {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/**
 * The strongest of some things, in their own order.
 * @template T @param {T[]} all @param {number} count @param {(one: T) => number | null} strength
 * @returns {T[]}
 */
export function strongestOf(all, count, strength) {
  if (all.length <= count) return all;
  const order = all.map((one, i) => ({ size: Math.abs(strength(one) ?? 0), i }));
  order.sort((a, b) => b.size - a.size || a.i - b.i);
  const kept = order.slice(0, count).map(({ i }) => i);
  return kept.sort((a, b) => a - b).map((i) => all[i]);
}
