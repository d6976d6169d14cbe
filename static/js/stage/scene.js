/**
 * What the drawing functions get to know of one moment.
 *
 * @typedef {import("../types.js").Layout} Layout
 * @typedef {import("../types.js").Data} Data
 * @typedef {import("../types.js").Header} Header
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("./geometry.js").Geometry} Geometry
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context
 *
 * @typedef {import("../target.js").Target} Target
 *
 * @typedef {object} PictureLike  static/js/picture.js, or anything that holds numbers like it
 * @property {Layout} layout
 * @property {Header} header
 * @property {(role: string, layer: number) => import("../types.js").TensorView | null} tensor
 * @property {(role: string, layer: number) => number[] | null} shape
 * @property {(part: string) => number | null} stepOf
 * @property {(part: string) => boolean} isOfNow
 *
 * @typedef {Partial<typeof TEXTS>} Texts
 *
 * @typedef {object} Scene
 * @property {Geometry} geometry
 * @property {Layout} layout
 * @property {Data} data
 * @property {PictureLike} picture
 * @property {Header} header
 * @property {Palette} palette
 * @property {Texts} texts
 * @property {boolean} phases  one phase at a time, not the continuous impression
 * @property {number} progress  of the phase, 0 to 1
 * @property {boolean} reducedMotion
 * @property {Target | null} hovered
 * @property {Target | null} selected
 * @property {Target | null} chosen  the neuron whose numbers are to be told
 * @property {number} top  what is above is the page's
 * @property {number} corner  so much of the lower right one is the page's
 * @property {Map<number, Float32Array> | null} before  parameters before the update, by layer
 * @property {boolean} vector  for a file in which each edge is a curve of its own
 */

/** The few words on the canvas, in English; the page hands in translations. */
export const TEXTS = {
  sample: "a sample goes in",
  forward: "forward: weigh, add up, pass on",
  loss: "loss: how far from the target?",
  backward: "backward: who is to blame for the loss?",
  update: "update: every weight takes a small step",
  prediction: "prediction",
  target: "target",
  bias: "bias",
  slope: "slope",
  lossValue: "loss",
  thisSample: "numbers: this sample's · glow: the batch's mean, which is applied",
  thisSampleShort: "numbers: this sample's",
  batchMean: "applied: the batch's mean gradient",
  batchMeanShort: "the batch's mean",
  overlap: "IoU",
  kernelsOf: "kernels on map",
};

/**
 * The hue of a phase: forward and backward have their own, the rest is ink.
 * @param {Header["phase"]} phase @param {Palette} palette
 */
export function phaseColour(phase, palette) {
  if (phase === "sample" || phase === "forward") return palette.fwd;
  return phase === "start" ? palette.soft : palette.bwd;
}

/** @param {Scene} scene */
export const lastLayer = ({ layout }) => layout.layers.length - 1;
