/** What belongs to this person's own screen. A browser may refuse to store it. */

const PREFIX = "glassbox.";

/** @param {string} name @returns {string | null} */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null; // Storage is forbidden here: the choice lasts as long as the page.
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    console.info(`This browser does not store the choice of ${name}.`);
  }
}
