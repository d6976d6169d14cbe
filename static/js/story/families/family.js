/**
 * What is told of a layer, by its kind: how a unit is made of what it reads, what it sends back to
 * that, and what is learned of it. Nothing else in the story asks for the kind of a layer.
 *
 * @typedef {import("../focus.js").Focus} Focus
 * @typedef {import("../focus.js").Numbers} Numbers
 * @typedef {import("../formula.js").Formula} Formula
 * @typedef {import("../telling.js").Context} Context
 * @typedef {import("../names.js").Say} Say
 * @typedef {import("../sums.js").Sum} Sum
 * @typedef {import("../sums.js").Term} Term
 *
 * @typedef {object} Reading  of one unit
 * @property {Sum} sum  of what it reads, weighed
 * @property {number | null} bias  null where nothing is added
 * @property {number} z
 * @property {number} a
 * @property {Centred} [centred]  where what is read is normalised before it is weighed
 *
 * @typedef {object} Centred  normal = (before − mean) / √(variance + ε)
 * @property {number} before
 * @property {number} mean
 * @property {number} variance
 * @property {number} normal
 *
 * @typedef {object} Happened  what the step's mini-batch went by, which trains while the followed
 *   sample is only answered
 * @property {string} [sentence]  in the place of the usual one
 * @property {string} note
 * @property {Record<string, number>} values
 *
 * @typedef {object} Gathered  the gradient of one weight, of this sample
 * @property {number} input  number of the weight
 * @property {Term[]} terms  each an activation (`weight`) times a delta (`carried`)
 * @property {number} gradient
 * @property {number} mean  of the mini-batch
 *
 * @typedef {object} Change  of the weight that a step changed the most
 * @property {number} unit
 * @property {number} input  number of the weight
 * @property {number} size
 *
 * @typedef {object} Telling  what a formula is written with
 * @property {((z: number) => number) | null} f  of the activation, which is computed from the z shown
 * @property {number} detail
 * @property {Say} say
 *
 * @typedef {object} Written
 * @property {Formula} formula  up to z, or to a where there is no activation function
 * @property {Formula} z  as it is shown there
 * @property {Formula} a
 * @property {boolean} exact  whether the digits agree
 *
 * @typedef {object} Family
 * @property {boolean} edges  whether each of its weights is an edge on the drawing
 * @property {(numbers: Numbers, focus: Focus) => Reading | null} reading
 * @property {(reading: Reading, telling: Telling) => Written} write
 * @property {(numbers: Numbers, focus: Focus, context: Context) => Happened | null} [happened]  null
 *   where nothing is known
 * @property {string} summed  Σ on the drawing, in a few signs
 * @property {(numbers: Numbers, layer: number, unit: number) => Sum | null} returned  to a unit of the
 *   layer before
 * @property {(numbers: Numbers, layer: number) => number | null} receiver  the unit that the
 *   strongest contribution leads to
 * @property {(numbers: Numbers, layer: number) => number | null} blamed  the unit of the layer before
 *   that the strongest one leads back to
 * @property {(numbers: Numbers, focus: Focus) => Gathered | null} gradient  null where nothing is learned
 * @property {(numbers: Numbers, layer: number, unit: number | null) => Change | null} change  of a
 *   layer, or of one of its units
 * @property {(numbers: Numbers, focus: Focus, input: number, say: Say) => Formula} index  of a
 *   letter that belongs to a weight
 * @property {{ forward: string, backward: string, update: string }} keys  of its sentences
 * @property {(numbers: Numbers, focus: Focus, input: number, say: Say) => Record<string, unknown>} weight
 *   what the sentence of the update says of a weight
 */
export {};
