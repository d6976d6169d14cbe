/** How exact the numbers of a picture are (docs/protocol.md). */

/**
 * Whether the numbers of a layer came in 32 bits: of maps z comes in no other way.
 * @param {import("./scene.js").PictureLike} picture @param {number} layer
 */
export const cellsExact = (picture, layer) =>
  layer === 0 || picture.tensor("pre_activations", layer) !== null;
