/** For the curious: in the browser's console, `glassbox.picture` and `glassbox.stage`. */

/** @type {Record<string, unknown>} */
const glassbox = {};
Object.assign(globalThis, { glassbox });

/** @param {string} name @param {() => unknown} read */
export function expose(name, read) {
  Object.defineProperty(glassbox, name, { get: read, configurable: true, enumerable: true });
}
