/** Another start: other random initial weights, and so another way through the same landscape. */

const LONGEST = 9999; // a seed short enough to be told across a classroom

/**
 * @param {number} now  the seed in force
 * @param {{ minimum?: number, maximum?: number }} limits  of the catalog
 * @param {() => number} [random]  from 0 to below 1
 * @returns {number} a whole number within the limits, never the one in force
 */
export function otherSeed(now, { minimum = 0, maximum = LONGEST }, random = Math.random) {
  const most = Math.min(maximum, minimum + LONGEST);
  const inside = now >= minimum && now <= most;
  const found = minimum + Math.floor(random() * (most - minimum + (inside ? 0 : 1)));
  return inside && found >= now ? found + 1 : found;
}
