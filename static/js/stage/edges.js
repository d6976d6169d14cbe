/**
 * All lines of the network: each gap plans and strokes its own, within one budget.
 *
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").Context} Context
 * @typedef {import("./column.js").Column} Column
 */
import { edgeShares } from "./choosing.js";
import { Woven } from "./woven.js";

const woven = new Woven();

/**
 * @param {Context} context @param {Scene} scene
 * @returns {{ drawn: number, total: number }}
 */
export function drawEdges(context, scene) {
  const { columns } = scene.geometry;
  const shares = edgeShares(columns);
  context.lineCap = "butt";
  woven.clear();
  const plans = columns.flatMap(({ gap }, k) => {
    return (k > 0 && gap.plan(context, scene, k, woven, shares[k])) || [];
  });
  woven.draw(context);
  let [drawn, total] = [0, 0];
  for (const plan of plans) {
    plan.stroke();
    drawn += plan.drawn;
    total += plan.total;
  }
  return { drawn, total };
}
