/** A unit of batch normalisation: centred and scaled by what was measured, then by γ and β. */
import { DENSE } from "./dense.js";

/** @typedef {import("./family.js").Family} Family */

/** @type {Family} */
export const NORMALISATION = {
  ...DENSE,
  says: "inspector.says.batch_norm",
  letters: { weight: "γ", bias: "β" },
  shared: ({ shape }) => shape.length === 3,
  gathered: "inspector.gathered.batch_norm",
  pictured: () => null,
  nameOf: () => "γ",
};
