/**
 * What the server answers of images (docs/protocol.md), for the type checker. No code.
 *
 * @typedef {object} Told  what the network says of a test sample
 * @property {number} index  among the test samples
 * @property {number} truth  the true class
 * @property {number} answer  the most probable one
 * @property {number | null} truth_chance
 * @property {number | null} answer_chance
 * @property {number | null} loss
 *
 * @typedef {{ type: "samples", beside: boolean, truth: number, answer: number, step: number, count: number,
 *   samples: Told[] }} SamplesMessage
 * @typedef {{ type: "mistakes", beside: boolean, step: number, count: number, samples: Told[] }} MistakesMessage
 * @typedef {{ type: "pictures", pictures: { index: number, truth: number,
 *   pixels: string }[] }} PicturesMessage  pixels: bytes in base64
 *
 * @typedef {object} SaliencyMap
 * @property {number} label  the class whose score it is
 * @property {number | null} truth  null of a drawing that nobody named
 * @property {number} answer
 * @property {number | null} score  before the softmax
 * @property {(number | null)[]} chances
 * @property {string} values  float32 in base64
 * @property {string} pixels  bytes in base64
 *
 * @typedef {{ type: "saliency", beside: boolean, label: number | null, step: number,
 *   sample: import("../types.js").Spotlight, map: SaliencyMap | null }} SaliencyMessage
 *
 * @typedef {object} KernelPast
 * @property {number[]} steps
 * @property {number[]} inputs  the maps that the planes read
 * @property {number} size
 * @property {string} kernels  float32 in base64: moments × planes × size × size
 * @property {(number | null)[]} biases
 *
 * @typedef {{ type: "kernels", beside: boolean, layer: number, channel: number, step: number,
 *   past: KernelPast | null }} KernelsMessage
 *
 * @typedef {SamplesMessage | MistakesMessage | SaliencyMessage | KernelsMessage} Answer
 */
export {};
