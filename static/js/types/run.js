/**
 * How a run stands, and the one beside it.
 *
 * @import { Data } from "./data.js"
 * @import { Experiment, Spotlight } from "./experiment.js"
 * @import { Layout, PhaseKind } from "./frames.js"
 * @import { Statistics } from "./layers.js"
 * @import { Change, Difference, History } from "./timeline.js"
 *
 * @typedef {"phase" | "step" | "epoch"} StepUnit
 * @typedef {{ unit: "phase" | "step", per_second: number | null }} Speed
 *
 * @typedef {object} ExperimentMessage
 * @property {"experiment"} type
 * @property {Experiment} experiment
 * @property {"start" | "reset" | "live"} effect
 * @property {number} branch  the one that the run is on
 * @property {Layout} layout
 * @property {Data} data
 * @property {History} history
 * @property {Change[]} changes
 * @property {Statistics} statistics
 * @property {Beside | null} beside
 *
 * @typedef {object} Beside  the second of two runs side by side
 * @property {Experiment} experiment
 * @property {Layout} layout
 * @property {History} history
 * @property {Difference[]} differences
 *
 * @typedef {object} BesideState  where it stands
 * @property {number} step
 * @property {number} latest
 * @property {number} epoch
 * @property {{ kind: PhaseKind, layer: number }} phase
 * @property {StopReason | null} stop
 * @property {Metrics} metrics
 *
 * @typedef {object} StopReason
 * @property {"max_epochs" | "converged" | "diverged" | "no_data"} code
 * @property {string} message
 * @property {Record<string, number>} values
 *
 * @typedef {object} Metrics
 * @property {number} measured_at  the step of all of them but `batch_loss`
 * @property {number | null} batch_loss
 * @property {number | null} train_loss
 * @property {number | null} test_loss
 * @property {number | null} train_accuracy
 * @property {number | null} test_accuracy
 * @property {number | null} train_iou
 * @property {number | null} test_iou
 *
 * @typedef {object} StateMessage
 * @property {"state"} type
 * @property {boolean} playing
 * @property {Speed} speed
 * @property {number} step
 * @property {number} latest  the newest step of the present branch
 * @property {number} epoch
 * @property {{ kind: PhaseKind, layer: number }} phase
 * @property {number} viewers
 * @property {string | null} kept  the dataset of the run that this one stands in for
 * @property {Spotlight} spotlight
 * @property {StopReason | null} stop
 * @property {Metrics} metrics
 * @property {BesideState | null} beside
 */
export {};
