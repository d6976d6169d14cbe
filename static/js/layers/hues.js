/** The colours of the charts of the layers. */
import { colour } from "../controls/canvas.js";
import { BRANCH_COLOURS } from "../timeline/styles.js";

/** @typedef {Record<"ink" | "soft" | "zero" | "edge" | "fwd" | "fwdGround" | "bwd" | "bwdGround", string>
 *   & { branches: Record<string, string> }} Hues  branches: by the name of `styleOf` */

/** As the stylesheet has them now. @returns {Hues} */
export const readHues = () => ({
  ink: colour("--ink"),
  soft: colour("--soft"),
  zero: colour("--zero"),
  edge: colour("--edge"),
  fwd: colour("--fwd"),
  fwdGround: colour("--fwd-ground"),
  bwd: colour("--bwd"),
  bwdGround: colour("--bwd-ground"),
  branches: Object.fromEntries(BRANCH_COLOURS.map((name) => [name, colour(name)])),
});
