/** What a thing taken home is called. */

/**
 * A file's name: what is in it, of which experiment, at which step. Only letters that every
 * system takes.
 * @param {string} dataset  the name in the catalog @param {number} step @param {string} what
 * @param {string} ending
 */
export function fileName(dataset, step, what, ending) {
  const plain = dataset.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `glassbox-${plain}-step-${step}-${what}.${ending}`;
}

/** Minutes and seconds. @param {number} seconds */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
