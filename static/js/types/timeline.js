/**
 * A run's past.
 *
 * @typedef {object} History
 * @property {number[]} step
 * @property {number[]} epoch
 * @property {(number | null)[]} train_loss
 * @property {(number | null)[]} test_loss
 * @property {(number | null)[]} train_accuracy
 * @property {(number | null)[]} test_accuracy
 * @property {(number | null)[]} train_iou
 * @property {(number | null)[]} test_iou
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
 */
export {};
