/** The colours of the charts of the layers. */
import { colour } from "../controls/canvas.js";

/** @typedef {Record<"ink" | "soft" | "zero" | "edge" | "fwd" | "fwdGround" | "bwd" | "bwdGround", string>} Hues */

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
});
