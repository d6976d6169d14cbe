/** Where a step stands on the timeline, and which step a place or a key means. */

const LEAP = 0.1; // of the whole way, for Page Up and Page Down

/** @param {number} value @param {number} least @param {number} most */
const within = (value, least, most) => Math.min(most, Math.max(least, value));

/**
 * @param {number} step @param {number} latest  the newest step there is
 * @returns {number} 0 at the beginning, 1 at the end; a run without a step stands at its beginning
 */
export const shareOf = (step, latest) => (latest > 0 ? within(step / latest, 0, 1) : 0);

/**
 * @param {number} x  pixels from the track's left end @param {number} width  of the track, pixels
 * @param {number} latest @returns {number} a whole step from 0 to `latest`
 */
export const stepAt = (x, width, latest) =>
  width > 0 ? Math.round(within(x / width, 0, 1) * latest) : 0;

/**
 * The marked step that a press close beside it means.
 * @param {number} x @param {number} width @param {number} latest
 * @param {number[]} marks  steps @param {number} reach  pixels
 * @returns {number | null} null where no mark is within reach
 */
export function markAt(x, width, latest, marks, reach) {
  let nearest = null;
  let distance = reach;
  for (const mark of marks) {
    const away = Math.abs(shareOf(mark, latest) * width - x);
    if (away <= distance) [nearest, distance] = [mark, away];
  }
  return nearest;
}

/**
 * @param {string} key  of a keyboard event @param {number} step  where one stands
 * @param {number} latest
 * @returns {number | null} the step that the key leads to; null for keys that lead nowhere
 */
export function keyStep(key, step, latest) {
  const leap = Math.max(1, Math.round(latest * LEAP));
  /** @type {Record<string, number>} */
  const moves = {
    ArrowLeft: step - 1,
    ArrowDown: step - 1,
    ArrowRight: step + 1,
    ArrowUp: step + 1,
    PageDown: step - leap,
    PageUp: step + leap,
    Home: 0,
    End: latest,
  };
  return Object.hasOwn(moves, key) ? within(moves[key], 0, latest) : null;
}
