/**
 * All numbers of one neuron.
 *
 * @import { Spotlight } from "./experiment.js"
 * @import { PhaseKind } from "./frames.js"
 * @import { PointTarget } from "./room.js"
 *
 * @typedef {object} InspectedParameter  a weight or a bias; null is what is not finite
 * @property {number | null} weight
 * @property {number | null} parameter  the learned number behind the weight; null where there is none
 * @property {number | null} gradient  the mini-batch's mean that is applied
 * @property {number | null} sample_gradient  of the sample that is followed alone
 * @property {number | null} before  the latest update
 * @property {Record<string, number | null> | null} moments  what the optimizer remembers of it
 *
 * @typedef {InspectedParameter & { number: number, unit: number | null, activation: number | null,
 *   product: number | null }} InspectedInput  `number`: of the weight; `unit`: null is outside of the maps
 *
 * @typedef {object} InspectedOutput
 * @property {string} loss
 * @property {number | null} value  the loss of this sample
 * @property {string} link
 * @property {number | null} prediction
 * @property {number | null} target
 * @property {number | null} factor  delta = factor × (prediction − target)
 * @property {(number | null)[]} logits  z of all outputs
 *
 * @typedef {{ unit: number, weight: number | null, delta: number | null,
 *   product: number | null }} Influenced
 *
 * @typedef {{ count: number, product: number | null }} Rest  terms that are not told one by one, and their sum
 *
 * @typedef {{ step: number[], inputs: number[], weights: number[][],
 *   bias: number[] | null }} ParameterPast
 *
 * @typedef {{ index: number, unit?: number, activation: number | null, target: number, pixels: number[],
 *   shape: [number, number] }} ExcitingSample
 *
 * @typedef {object} BatchOfUnit
 * @property {number} samples  of the mini-batch
 * @property {number} sample  whose factor is told, among the training samples and behind them the corrections
 * @property {number | null} [mean]
 * @property {number | null} [variance]
 * @property {number | null} [factors]  0 where the unit was left out for it
 * @property {number} [zero]  for how many of the samples it was left out
 *
 * @typedef {object} Inspection  all numbers of one neuron, for one sample
 * @property {"inspection"} type
 * @property {number} step
 * @property {{ kind: PhaseKind, layer: number }} phase
 * @property {PointTarget} target
 * @property {Spotlight} sample
 * @property {number} batch_size
 * @property {number | null} learning_rate
 * @property {Record<string, unknown>} optimizer  its name and settings
 * @property {number} updates  made with the optimizer's memory
 * @property {number} l1
 * @property {number} l2
 * @property {number | null} clip_norm
 * @property {Record<string, number | null>} went_by  what this sample's pass went by: mean and variance
 * @property {BatchOfUnit | null} batch  what the latest mini-batch's pass went by; null where nothing is known
 * @property {InspectedInput[]} inputs
 * @property {Rest | null} rest  of the inputs
 * @property {InspectedParameter | null} bias
 * @property {number | null} z
 * @property {number | null} activation
 * @property {number | null} slope
 * @property {number | null} delta
 * @property {InspectedOutput | null} output
 * @property {Influenced[]} next
 * @property {Rest | null} next_rest
 * @property {ParameterPast | null} history  null where it was not sent again
 * @property {ExcitingSample[] | null} samples
 * @property {ExcitingSample[] | null} map_samples  by the whole map that a cell is of
 *
 * @typedef {object} CheckedMessage  a gradient computed in two ways
 * @property {"checked"} type
 * @property {number} step
 * @property {{ layer: number, unit: number, input: number | null }} target
 * @property {number | null} value
 * @property {number | null} analytic
 * @property {number | null} numerical
 * @property {number | null} step_size
 * @property {number | null} loss_above
 * @property {number | null} loss_below
 * @property {number | null} relative_error
 * @property {number | null} applied
 * @property {boolean} clipped
 * @property {"batch" | "sample"} on
 * @property {number} samples
 * @property {"before" | "now"} at
 */
export {};
