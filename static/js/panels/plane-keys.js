/** The plane by keyboard: from sample to sample, or a cross that places points. */
/** @typedef {import("../plane/plane.js").PlaneView} PlaneView */
import { follow } from "../commands.js";
import { positionOf, spotlightOf } from "../plane/points.js";
import { data, spotlight } from "../store.js";
import { placesPoints, useTool } from "./points.js";

const STEP = 0.5; // of the plane's units, by one press

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The next or the previous sample of those that are drawn. @param {number} by @param {boolean} withTest */
function walkSamples(by, withTest) {
  const whole = data.value;
  if (!whole) return;
  const count = whole.train + (withTest ? whole.test : 0);
  const at = spotlight.value ? positionOf(spotlight.value, whole) : -by;
  follow(spotlightOf((at + by + count) % count, whole));
}

/**
 * @param {{ current: PlaneView | null }} plane @param {() => boolean} showsTest
 */
export function planeKeys(plane, showsTest) {
  /** @type {[number, number] | null} */
  let cross = null;
  const leave = () => {
    cross = null;
    plane.current?.setCross(null);
  };
  return {
    onBlur: leave,
    onKeyDown: (/** @type {KeyboardEvent} */ event) => {
      const move = MOVES[event.key];
      const puts = event.key === "Enter" || event.key === " ";
      if (!plane.current || (!move && !(puts && placesPoints()))) return;
      event.preventDefault();
      if (!placesPoints()) {
        walkSamples(move[0] - move[1], showsTest());
        return;
      }
      if (puts && cross) useTool(...cross);
      const [x, y] = cross ?? [0, 0];
      cross = plane.current.within(x + (move?.[0] ?? 0) * STEP, y + (move?.[1] ?? 0) * STEP);
      plane.current.setCross(cross);
    },
  };
}
