/** Calls held back: for numbers that must stay readable and sliders that must not flood. */

/**
 * @template {unknown[]} A
 * @typedef {((...args: A) => void) & { flush: () => void, cancel: () => void,
 *   pending: () => boolean }} Paced
 */

/**
 * Call at most once every `wait` milliseconds; the last call is never lost.
 * @template {unknown[]} A
 * @param {(...args: A) => void} call
 * @param {number} wait  milliseconds
 * @returns {Paced<A>}
 */
export function throttle(call, wait) {
  return paced(call, wait, true);
}

/**
 * Call once, `wait` milliseconds after the last of a burst.
 * @template {unknown[]} A
 * @param {(...args: A) => void} call
 * @param {number} wait  milliseconds
 * @returns {Paced<A>}
 */
export function debounce(call, wait) {
  return paced(call, wait, false);
}

/**
 * @template {unknown[]} A
 * @param {(...args: A) => void} call
 * @param {number} wait
 * @param {boolean} leading  whether the first call goes through at once
 * @returns {Paced<A>}
 */
function paced(call, wait, leading) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {A | null} */
  let held = null;

  const release = () => {
    timer = undefined;
    if (held === null) return;
    const args = held;
    held = null;
    if (leading) timer = setTimeout(release, wait);
    call(...args);
  };

  /** @param {A} args */
  const request = (...args) => {
    held = args;
    if (leading) {
      if (timer === undefined) release();
    } else {
      clearTimeout(timer);
      timer = setTimeout(release, wait);
    }
  };

  return Object.assign(request, {
    flush() {
      clearTimeout(timer);
      release();
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
      held = null;
    },
    pending: () => held !== null,
  });
}
