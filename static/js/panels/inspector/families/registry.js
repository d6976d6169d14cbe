/**
 * How units are worked out, by the kind of their layer. A kind that is new here is a file and a line.
 *
 * @typedef {import("./family.js").Family} Family
 */
import { layout } from "../../../store.js";
import { CONVOLUTION } from "./convolution.js";
import { DENSE } from "./dense.js";
import { NORMALISATION } from "./normalisation.js";
import { AVERAGE_POOLING, DROPOUT, FLATTEN, MAX_POOLING } from "./passing.js";

/** @type {Record<string, Family>} */
const FAMILIES = {
  conv2d: CONVOLUTION,
  max_pool2d: MAX_POOLING,
  average_pool2d: AVERAGE_POOLING,
  flatten: FLATTEN,
  dropout: DROPOUT,
  batch_norm: NORMALISATION,
};

/** Of a layer of the network in force. @param {number} layer @returns {Family} */
export const familyOf = (layer) => FAMILIES[layout.value?.layers[layer]?.kind ?? ""] ?? DENSE;
