/**
 * What there is to choose from.
 *
 * @import { Experiment, Task, Title } from "./experiment.js"
 * @import { Speed } from "./run.js"
 *
 * @typedef {object} Setting
 * @property {string} [path]  dotted path in the experiment; settings of parts have a name
 * @property {string} [name]
 * @property {"integer" | "number" | "choice"} type
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {unknown} [default]
 * @property {"linear" | "logarithmic"} [scale]
 * @property {"live" | "reset"} effect
 * @property {string[]} [choices]
 * @property {boolean} [nullable]
 * @property {Title} title
 *
 * @typedef {{ kind: "points", points: [number, number, number][] }} PointsPreview
 * @typedef {{ kind: "image", pixels: number[], shape: [number, number] }} ImagePreview
 *
 * @typedef {object} CatalogDataset
 * @property {string} name
 * @property {Title} title
 * @property {Task} task
 * @property {"plane" | "image" | "table"} view
 * @property {string[]} options
 * @property {"blocks" | "centred" | "plain" | null} preparation  how its pictures were made
 * @property {Title} description
 * @property {Experiment} example  settings that learn it well
 * @property {PointsPreview | ImagePreview | null} preview
 * @property {Bounds | null} samples  how many may be asked for; null where their number is given
 * @property {Title | null} obstacle  why it cannot be used at present
 * @property {boolean} fetchable  whether the server can fetch what is missing
 *
 * @typedef {{ minimum: number, maximum: number }} Bounds
 *
 * @typedef {object} Fetched  how far the fetching of a dataset is
 * @property {"here" | "absent" | "downloading" | "storing" | "failed" | "unreachable"} state
 * @property {number} done  bytes
 * @property {number | null} total  null where nobody knows
 *
 * @typedef {object} Preset  a whole experiment to choose
 * @property {string} name
 * @property {Title} title
 * @property {Title} description
 * @property {string} dataset
 * @property {Experiment} experiment
 *
 * @typedef {{ name: string, title: Title }} Named
 * @typedef {Named & { settings: Setting[] }} Member
 * @typedef {{ kind: string, title: Title, settings: Setting[] }} LayerKind
 *
 * @typedef {object} Catalog
 * @property {number} protocol
 * @property {CatalogDataset[]} datasets
 * @property {Preset[]} [presets]
 * @property {{ name: string, label: string }[]} features
 * @property {LayerKind[]} layers
 * @property {Named[]} activations
 * @property {Named[]} initializers
 * @property {(Named & { task: Task })[]} losses
 * @property {Member[]} optimizers
 * @property {Member[]} schedules
 * @property {Setting[]} settings
 * @property {Speed[]} speeds
 * @property {{ hidden_layers: number, units: number, points: number, drawings: number, corrections: number,
 *   message_bytes: number,
 *   run_file_bytes: number, picture_bytes: number }} limits
 * @property {Experiment} default
 */
export {};
