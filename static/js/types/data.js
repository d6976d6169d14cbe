/**
 * What a network learns from.
 *
 * @import { Split, Task, Title } from "./experiment.js"
 *
 * @typedef {object} GalleryItem
 * @property {Split} split
 * @property {number} index
 * @property {number} target
 * @property {number[]} pixels
 * @property {number[]} [box]  around what is seen, where that is known
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
 */
export {};
