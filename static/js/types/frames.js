/**
 * What the frames of a run are made of.
 *
 * @typedef {"start" | "sample" | "forward" | "loss" | "backward" | "update"} PhaseKind
 * @typedef {Float32Array | Int8Array | Int16Array} TensorView
 *
 * @typedef {object} LayoutLayer
 * @property {number} index
 * @property {string} kind
 * @property {number} units  all numbers of its output
 * @property {number[]} shape  of its output: units, or channels, height and width of maps
 * @property {Record<string, any>} settings  the layer's own, such as kernel_size
 * @property {number} [reads]  how many numbers each unit reads
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
 * @property {number} measuredAt  the step at which the losses and accuracies below were measured
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
 */
export {};
