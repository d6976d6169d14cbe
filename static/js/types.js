/**
 * The shapes of docs/protocol.md, for the type checker. No code.
 *
 * @typedef {"start" | "sample" | "forward" | "loss" | "backward" | "update"} PhaseKind
 * @typedef {"train" | "test"} Split
 * @typedef {"binary" | "multiclass" | "regression"} Task
 * @typedef {"phase" | "step" | "epoch"} StepUnit
 * @typedef {{ en: string, "zh-CN": string }} Title
 * @typedef {Float32Array | Int8Array | Int16Array} TensorView
 * @typedef {{ split: Split, index: number }} Spotlight
 * @typedef {{ layer: number, unit: number }} PointTarget  a neuron
 * @typedef {{ unit: "phase" | "step", per_second: number | null }} Speed
 *
 * @typedef {object} LayerSpec
 * @property {string} kind
 * @property {number} units
 * @property {string} activation
 *
 * @typedef {object} Experiment
 * @property {{ name: string, samples: number, noise: number, test_fraction: number, seed: number,
 *   features: string[], points: [number, number, number][] }} dataset
 * @property {{ layers: LayerSpec[], initializer: string }} network
 * @property {{ optimizer: { name: string, learning_rate: number, [setting: string]: unknown },
 *   batch_size: number, l1: number, l2: number,
 *   schedule: { name: string, [setting: string]: unknown }, clip_norm: number | null,
 *   stop: { max_epochs: number | null, patience: number | null }, seed: number }} training
 *
 * @typedef {object} LayoutLayer
 * @property {number} index
 * @property {string} kind
 * @property {number} units  all numbers of its output
 * @property {number[]} shape  of its output: units, or channels, height and width of maps
 * @property {Record<string, any>} settings  the layer's own, such as kernel_size
 * @property {string[] | null} labels
 * @property {string | null} activation
 *
 * @typedef {object} LayoutTensor
 * @property {string} part
 * @property {string} role
 * @property {number} layer
 * @property {number[]} shape
 * @property {"float32" | "int8" | "int16"} dtype
 * @property {string | null} scale  the role of its scales, where it is quantised
 * @property {number} offset  bytes from the start of the part
 *
 * @typedef {object} Layout
 * @property {number} id
 * @property {LayoutLayer[]} layers
 * @property {{ name: string, bytes: number, coding: "plain" | "deflated" | "smooth" }[]} parts
 * @property {LayoutTensor[]} tensors
 *
 * @typedef {object} Header
 * @property {PhaseKind} phase
 * @property {number} layer
 * @property {number} step
 * @property {number} latest  the newest step of the present branch
 * @property {number} epoch
 * @property {number} batchLoss
 * @property {number} trainLoss
 * @property {number} testLoss
 * @property {number} trainAccuracy
 * @property {number} testAccuracy
 * @property {number} stepsPerSecond
 * @property {number} sequence
 * @property {number} madeAt  Unix seconds of the server's clock
 *
 * @typedef {object} FramePart
 * @property {string} name
 * @property {number} step  the step at which the part's numbers were taken
 * @property {Map<string, TensorView>} tensors  by "role/layer"
 *
 * @typedef {object} Frame
 * @property {Header} header
 * @property {number} layoutId
 * @property {FramePart[]} parts
 *
 * @typedef {object} GalleryItem
 * @property {Split} split
 * @property {number} index
 * @property {number} target
 * @property {number[]} pixels
 *
 * @typedef {object} Data
 * @property {"plane" | "image" | "table"} view
 * @property {Task} task
 * @property {number} train
 * @property {number} test
 * @property {string[] | null} classes
 * @property {number[]} targets
 * @property {[number, number]} [domain]
 * @property {number[]} [x]
 * @property {number[]} [y]
 * @property {[number, number]} [shape]
 * @property {GalleryItem[]} [gallery]
 * @property {string[]} [features]
 * @property {Record<string, Title>} [words]  translations of the names above
 * @property {{ name: string, unit: string | null, mean: number, scale: number }} [target_scale]
 *   value in its unit = mean + scale × value
 *
 * @typedef {object} History
 * @property {number[]} step
 * @property {number[]} epoch
 * @property {(number | null)[]} train_loss
 * @property {(number | null)[]} test_loss
 * @property {(number | null)[]} train_accuracy
 * @property {(number | null)[]} test_accuracy
 *
 * @typedef {{ step: number, fields: string[] }} Change
 *
 * @typedef {object} Difference  a field of the experiment, or an edited `weight`
 * @property {number} step
 * @property {string} field
 * @property {unknown} before
 * @property {unknown} after
 * @property {number} [layer]
 * @property {number} [unit]
 * @property {number | null} [input]  null: the bias
 *
 * @typedef {object} Branch
 * @property {number} id
 * @property {number | null} parent
 * @property {number} from  the last step that it has in common with its parent
 * @property {number} latest
 * @property {string | null} name
 * @property {Difference[]} differences  to its parent
 * @property {Omit<History, "epoch"> | null} history  null for the present branch
 *
 * @typedef {{ id: number, branch: number, step: number, name: string }} Bookmark
 *
 * @typedef {object} TimelineMessage
 * @property {"timeline"} type
 * @property {number} branch  the present one
 * @property {Branch[]} branches
 * @property {Bookmark[]} bookmarks
 *
 * @typedef {object} WelcomeMessage
 * @property {"welcome"} type
 * @property {number} protocol
 * @property {string} room
 * @property {"presenter" | "viewer"} role
 * @property {number} number
 * @property {boolean} fresh
 * @property {{ message_bytes: number, frames_per_second: number }} limits
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
 *
 * @typedef {object} StopReason
 * @property {"max_epochs" | "converged" | "diverged" | "no_data"} code
 * @property {string} message
 * @property {Record<string, number>} values
 *
 * @typedef {object} Metrics
 * @property {number | null} batch_loss
 * @property {number | null} train_loss
 * @property {number | null} test_loss
 * @property {number | null} train_accuracy
 * @property {number | null} test_accuracy
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
 * @property {Spotlight} spotlight
 * @property {StopReason | null} stop
 * @property {Metrics} metrics
 * @property {BesideState | null} beside
 *
 * @typedef {object} ErrorMessage
 * @property {"error"} type
 * @property {string} code
 * @property {string} message
 * @property {string | null} field
 * @property {string | null} given
 * @property {string | null} allowed
 *
 * @typedef {object} NoticeMessage
 * @property {"notice"} type
 * @property {string} code
 * @property {string} message
 * @property {Record<string, number>} values
 *
 * @typedef {object} ControlMessage  told to a viewer who is lent control, or has it no more
 * @property {"control"} type
 * @property {boolean} control
 *
 * @typedef {object} PeopleMessage  told to presenters
 * @property {"people"} type
 * @property {number[]} numbers
 * @property {number | null} borrower
 *
 * @typedef {object} PointingMessage  what somebody else shows
 * @property {"pointing"} type
 * @property {PointTarget | null} target
 *
 * @typedef {object} LookingMessage  the sample of its own that this screen is shown
 * @property {"looking"} type
 * @property {Spotlight | null} spotlight
 *
 * @typedef {{ type: "pong" }} PongMessage
 *
 * @typedef {object} InspectedParameter  a weight or a bias; null is what is not finite
 * @property {number | null} weight
 * @property {number | null} gradient  the mini-batch's mean that is applied
 * @property {number | null} sample_gradient  of the sample that is followed alone
 * @property {number | null} before  the latest update
 * @property {Record<string, number | null>} moments  what the optimizer remembers of it
 *
 * @typedef {InspectedParameter & { activation: number | null, product: number | null }} InspectedInput
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
 * @typedef {{ step: number[], inputs: number[], weights: number[][],
 *   bias: number[] }} ParameterPast
 *
 * @typedef {{ index: number, activation: number | null, target: number, pixels: number[],
 *   shape: [number, number] }} ExcitingSample
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
 * @property {InspectedInput[]} inputs
 * @property {InspectedParameter | null} bias
 * @property {number | null} z
 * @property {number | null} activation
 * @property {number | null} slope
 * @property {number | null} delta
 * @property {InspectedOutput | null} output
 * @property {Influenced[]} next
 * @property {ParameterPast | null} history  null where it was not sent again
 * @property {ExcitingSample[] | null} samples
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
 *
 * @typedef {WelcomeMessage | ExperimentMessage | StateMessage | ErrorMessage | NoticeMessage
 *   | ControlMessage | PeopleMessage | PointingMessage | LookingMessage
 *   | Inspection | CheckedMessage | PongMessage | TimelineMessage
 *   | ProblemsMessage | StatisticsMessage | import("./images/types.js").Answer
 *   | import("./images/types.js").PicturesMessage} ServerMessage
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
 * @property {Title} description
 * @property {Experiment} example  settings that learn it well
 * @property {PointsPreview | ImagePreview | null} preview
 *
 * @typedef {{ name: string, title: Title }} Named
 * @typedef {Named & { settings: Setting[] }} Member
 *
 * @typedef {object} Catalog
 * @property {number} protocol
 * @property {CatalogDataset[]} datasets
 * @property {{ name: string, label: string }[]} features
 * @property {{ kind: string, title: Title, settings: Setting[] }[]} layers
 * @property {Named[]} activations
 * @property {Named[]} initializers
 * @property {(Named & { task: Task })[]} losses
 * @property {Member[]} optimizers
 * @property {Member[]} schedules
 * @property {Setting[]} settings
 * @property {Speed[]} speeds
 * @property {{ hidden_layers: number, units: number, points: number, message_bytes: number, run_file_bytes: number }} limits
 * @property {Experiment} default
 */
export {};
