/** Formulas as they are written, computed again. */
import assert from "node:assert/strict";

/** The number of an expression as it is written. @param {string} text */
function computed(text) {
  const code = text
    .replace(/\(tell\.others ([^()]*)\)/g, "($1)")
    .replace(/tell\.target/g, "")
    .replace(/−/g, "-")
    .replace(
      /×10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, minus, power) =>
        `e${minus && "-"}${[...power].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join("")}`,
    )
    .replace(/√([\d.e-]+)/g, "Math.sqrt($1)")
    .replace(/([\d.e-]+|\([^()]*\))²/g, "($1)**2")
    .replace(/−?-ln ([\d.e-]+)/g, "-Math.log($1)")
    .replace(/·/g, "*");
  assert.match(code, /^[\d.e+\-*/() Mathsqrtlog]+$/, text);
  return Function(`return ${code}`)();
}

/** How many significant digits and decimals stand there. @param {string} text */
function precision(text) {
  const [mantissa] = text.replace("−", "").split("×");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  const digits = mantissa.replace(".", "").replace(/^0+/, "").length;
  return { decimals, digits: Math.max(1, digits) };
}

/** Whether the right side is the left side, rounded as it is shown. @param {string} left @param {string} right */
export function agrees(left, right) {
  const [value, shown] = [computed(left), computed(right)];
  const { decimals, digits } = precision(right);
  // Zeros at the end are not written, so a number may have one or two digits more than it shows.
  return [0, 1, 2, 3].some(
    (more) =>
      Math.abs(Number(value.toPrecision(Math.min(20, digits + more))) - shown) < 1e-12 ||
      Math.abs(Number(value.toFixed(decimals + more)) - shown) < 1e-12,
  );
}
