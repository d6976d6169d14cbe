/**
 * What is told of a layer, by its kind. A kind that is new here is a file and a line.
 *
 * @typedef {import("../focus.js").Numbers} Numbers
 * @typedef {import("./family.js").Family} Family
 */
import { CONVOLUTION } from "./convolution.js";
import { DENSE } from "./dense.js";
import { NORMALISATION } from "./normalisation.js";
import { DROPOUT, FLATTEN } from "./passing.js";
import { AVERAGE_POOLING, MAX_POOLING } from "./pooling.js";

/** @type {Record<string, Family>} */
const FAMILIES = {
  conv2d: CONVOLUTION,
  max_pool2d: MAX_POOLING,
  average_pool2d: AVERAGE_POOLING,
  flatten: FLATTEN,
  dropout: DROPOUT,
  batch_norm: NORMALISATION,
};

/** @param {Numbers} numbers @param {number} layer @returns {Family} */
export const familyOf = ({ layout }, layer) => FAMILIES[layout.layers[layer]?.kind ?? ""] ?? DENSE;
