/** Numbers as text. */

export const NOTHING = "–";

/** @param {number | null | undefined} value @returns {value is number} */
export const exists = (value) => typeof value === "number" && !Number.isNaN(value);

/**
 * A loss with three significant digits, four when it is large. Plain enough for parseFloat.
 * @param {number | null | undefined} value
 */
export function formatLoss(value) {
  if (!exists(value)) return NOTHING;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return size >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

/** @param {number | null | undefined} value  a share of 1 */
export function formatPercent(value) {
  return exists(value) ? `${(value * 100).toFixed(1)}%` : NOTHING;
}

/** @param {number | null | undefined} value */
export function formatCount(value) {
  return exists(value) ? String(Math.trunc(value)) : NOTHING;
}

/**
 * The digits of a whole number in groups of three, for spans with a little air between.
 * @param {string} digits @returns {string[]}
 */
export function groupDigits(digits) {
  if (!/^\d{4,}$/.test(digits)) return [digits];
  const first = digits.length % 3;
  const groups = first ? [digits.slice(0, first)] : [];
  for (let i = first; i < digits.length; i += 3) groups.push(digits.slice(i, i + 3));
  return groups;
}

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A signed quantity such as a weight, with a true minus sign.
 * @param {number | null | undefined} value
 * @param {number} [digits]  significant digits
 */
export function formatQuantity(value, digits = 3) {
  if (!exists(value)) return NOTHING;
  const minus = value < 0 ? "−" : "";
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return `${minus}∞`;
  if (size === 0) return "0";
  if (size >= 1e-4 && size < 1e5) return minus + Number(size.toPrecision(digits)).toString();
  const [mantissa, exponent] = size.toExponential(Math.max(0, digits - 2)).split("e");
  const power = String(Number(exponent))
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]);
  return `${minus}${mantissa}×10${power}`;
}

/** @param {number} value @param {string} language  a BCP 47 tag */
export function formatLocal(value, language) {
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/**
 * The value of a setting as it stands in its field.
 * @param {{ path?: string, name?: string }} setting @param {unknown} value
 */
export function formatSetting(setting, value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  if (isShare(setting)) return `${Number((value * 100).toFixed(1))}%`;
  return String(Number(value.toPrecision(7)));
}

/**
 * What was typed into a setting's field. Text that is no number is passed on as it is, so that
 * the server can say what it wants.
 * @param {{ path?: string, name?: string, nullable?: boolean }} setting @param {string} text
 * @returns {unknown}
 */
export function parseSetting(setting, text) {
  const typed = text.trim().replace("−", "-");
  if (typed === "") return null;
  const number = Number(typed.replace(/%$/, ""));
  if (Number.isNaN(number)) return typed;
  return typed.endsWith("%") && isShare(setting) ? number / 100 : number;
}

/** @param {{ path?: string, name?: string }} setting */
const isShare = (setting) => (setting.path ?? setting.name ?? "").endsWith("fraction");
