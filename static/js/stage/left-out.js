/**
 * Units that dropout leaves out while a mini-batch trains. Each of its samples has others: those of
 * one sample are told and drawn, beside a picture that shows a prediction, which leaves none out.
 *
 * @typedef {import("./scene.js").PictureLike} PictureLike
 * @typedef {{ factors: ArrayLike<number>, sample: number }} LeftOut  factors: by unit, 0 where it is
 *   left out; sample: whose, among the training samples and behind them the corrections
 */

/**
 * What a layer left out in the step that is shown; null where it is not one that does so, or the
 * step has not come there.
 * @param {Pick<PictureLike, "tensor" | "isOfNow">} picture @param {number} layer
 * @returns {LeftOut | null}
 */
export function leftOutIn(picture, layer) {
  const factors = picture.tensor("batch.factors", layer);
  const sample = picture.tensor("batch.sample", 0)?.[0] ?? Number.NaN;
  if (!factors || Number.isNaN(sample) || !picture.isOfNow("exact")) return null;
  return Number.isNaN(factors[0]) ? null : { factors, sample };
}

/** How many are left out. @param {LeftOut} _ */
export const countOf = ({ factors }) => Array.from(factors).filter((factor) => factor === 0).length;

/**
 * Whether they are crossed out on the drawing: on the way forward. What is drawn on the way back is
 * the followed sample's, and goes through all of them.
 * @param {Pick<PictureLike, "header">} picture
 */
export const isCrossed = ({ header: { phase } }) => phase === "forward" || phase === "loss";

/**
 * Of the first layer that has any crossed out.
 * @param {PictureLike} picture @returns {LeftOut | null}
 */
export function leftOutOf(picture) {
  if (!isCrossed(picture)) return null;
  for (const { index } of picture.layout.layers) {
    const found = leftOutIn(picture, index);
    if (found && countOf(found) > 0) return found;
  }
  return null;
}
