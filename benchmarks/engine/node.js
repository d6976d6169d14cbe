/**
 * What the JavaScript peers share: node.py talks to this over standard input and output.
 *
 * @typedef {{kind: "Dense", units: number, activation: string}} Dense
 * @typedef {{kind: "Convolution", channels: number, kernel: number}} Convolution
 * @typedef {{kind: "MaxPool", size: number}} MaxPool
 *
 * @typedef {object} Workload
 * @property {number[]} input_shape
 * @property {(Dense | Convolution | MaxPool)[]} layers
 * @property {string} loss
 * @property {string} optimizer
 * @property {number} batch_size
 * @property {number} learning_rate
 * @property {string} inputs
 * @property {string} targets
 * @property {number[][]} batches
 * @property {string[][]} parameters
 */

import { createInterface } from "node:readline";

/**
 * The float32 numbers in a base64 text.
 * @param {string} text
 */
export function numbers(text) {
  return new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}

/**
 * Cut an array into `count` arrays of equal length.
 * @param {Float32Array} array
 * @param {number} count
 */
export function rows(array, count) {
  const length = array.length / count;
  return Array.from({ length: count }, (_, row) =>
    array.subarray(row * length, (row + 1) * length),
  );
}

/**
 * Make as many steps as are asked for, until nobody asks.
 * @param {(workload: Workload) => (batch: number[]) => number} prepare Gives a function that
 *   makes one step and returns its loss.
 */
export async function serve(prepare) {
  /** @type {number[][]} */
  let batches = [];
  /** @type {((batch: number[]) => number) | undefined} */
  let step;
  let next = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    const losses = [];
    const began = performance.now();
    if (step === undefined) {
      step = prepare(message);
      batches = message.batches;
    } else {
      for (let count = 0; count < message; count++) {
        losses.push(step(batches[next++ % batches.length]));
      }
    }
    console.log(JSON.stringify({ losses, seconds: (performance.now() - began) / 1000 }));
  }
}
