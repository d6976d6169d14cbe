/**
 * Who is in a room, and what they are told.
 *
 * @import { Spotlight, Verdict } from "./experiment.js"
 * @import { CheckedMessage, Inspection } from "./inspection.js"
 * @import { BranchStatisticsMessage, ProblemsMessage, StatisticsMessage } from "./layers.js"
 * @import { ExperimentMessage, StateMessage } from "./run.js"
 * @import { TimelineMessage } from "./timeline.js"
 *
 * @typedef {{ layer: number, unit: number }} PointTarget  a neuron
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
 * @typedef {object} ErrorMessage
 * @property {"error"} type
 * @property {string} code
 * @property {string} message
 * @property {string | null} field
 * @property {string | null} given
 * @property {string | null} allowed
 * @property {number | null} request  of which configure command, if of one
 *
 * @typedef {object} ConfiguredMessage
 * @property {"configured"} type
 * @property {number} request
 *
 * @typedef {object} NoticeMessage
 * @property {"notice"} type
 * @property {string} code
 * @property {string} message
 * @property {Record<string, number | string>} values
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
 * @typedef {object} Offer  what somebody drew for presenters
 * @property {number} id
 * @property {number} number  of the viewer
 * @property {string} pixels
 * @property {number} label
 *
 * @typedef {{ type: "offers", new: Offer[], kept: number[] }} OffersMessage  told to presenters
 * @typedef {{ type: "given", waiting: number }} GivenMessage  how many of this viewer's wait
 * @typedef {{ type: "corrections", verdicts: (Verdict | null)[] }} CorrectionsMessage
 *
 * @typedef {{ type: "pong" }} PongMessage
 *
 * @typedef {WelcomeMessage | ExperimentMessage | StateMessage | ConfiguredMessage
 *   | ErrorMessage | NoticeMessage
 *   | ControlMessage | PeopleMessage | PointingMessage | LookingMessage
 *   | OffersMessage | GivenMessage | CorrectionsMessage
 *   | Inspection | CheckedMessage | PongMessage | TimelineMessage
 *   | ProblemsMessage | StatisticsMessage | BranchStatisticsMessage | import("../images/types.js").Answer
 *   | import("../images/types.js").PicturesMessage} ServerMessage
 */
export {};
