/**
 * How the layers did, and what goes wrong.
 *
 * @import { Experiment } from "./experiment.js"
 *
 * @typedef {{ [quantity in "activation_mean" | "activation_std" | "activation_5" | "activation_25"
 *   | "activation_50" | "activation_75" | "activation_95" | "dead" | "saturated" | "gradient_rms"
 *   | "gradient_5" | "gradient_25" | "gradient_50" | "gradient_75" | "gradient_95"
 *   | "update_ratio" | "weight_norm"]: (number | null)[] }} LayerRecord  one number a record
 *
 * @typedef {object} Statistics  how the layers did: equally long lists, one number a record
 * @property {number[]} step
 * @property {number[]} epoch
 * @property {(number | null)[]} batch_loss
 * @property {(number | null)[]} train_loss
 * @property {(number | null)[]} test_loss
 * @property {LayerRecord[]} layers  layer 1 first
 *
 * @typedef {object} StatisticsMessage
 * @property {"statistics"} type
 * @property {number} after  the records of later steps are replaced by these
 * @property {Statistics} records
 *
 * @typedef {object} BranchLayer  what of a layer is drawn of another branch: one number a record
 * @property {string} kind
 * @property {(number | null)[]} activation_50
 * @property {(number | null)[]} gradient_50
 * @property {(number | null)[]} update_ratio
 *
 * @typedef {{ step: number[], layers: BranchLayer[] }} BranchRecords  layer 1 first
 *
 * @typedef {object} BranchStatisticsMessage  how the layers of a branch did
 * @property {"branch_statistics"} type
 * @property {number} branch
 * @property {number | null} latest  its newest step; null where there is no such branch
 * @property {BranchRecords | null} records
 *
 * @typedef {object} Problem  something that goes wrong
 * @property {string} code
 * @property {number | null} layer  in the layout; null for the whole network
 * @property {number} since  the step at which it was seen first
 * @property {number} before  a step from before it happened
 * @property {Record<string, number | null>} values
 * @property {{ code: string, values: Record<string, number | null>, fresh: boolean,
 *   experiment: Experiment } | null} remedy  fresh: it can help from step 0 only
 *
 * @typedef {object} ProblemsMessage  all that goes wrong at this moment, the worst first
 * @property {"problems"} type
 * @property {Problem[]} problems
 */
export {};
