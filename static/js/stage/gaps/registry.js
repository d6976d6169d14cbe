/**
 * What leads into a layer, by its kind. A kind that is new here is a file and a line.
 *
 * @typedef {import("../../types.js").LayoutLayer} LayoutLayer
 * @typedef {import("../column.js").Gap} Gap
 */
import { CONVOLUTION } from "./convolution.js";
import { DENSE } from "./dense.js";
import { DROPOUT } from "./dropout.js";
import { FLATTEN } from "./flatten.js";
import { NORMALISATION } from "./one-to-one.js";
import { AVERAGE_POOLING, MAX_POOLING } from "./pooling.js";

/** @type {Record<string, Gap>} */
const GAPS = {
  conv2d: CONVOLUTION,
  max_pool2d: MAX_POOLING,
  average_pool2d: AVERAGE_POOLING,
  flatten: FLATTEN,
  dropout: DROPOUT,
  batch_norm: NORMALISATION,
};

/** @param {LayoutLayer} layer @returns {Gap} */
export const gapOf = ({ kind }) => GAPS[kind] ?? DENSE;
