/**
 * Trains a workload with ConvNetJS: `node convnetjs.js PACKAGE`, asked by convnetjs.py.
 *
 * ConvNetJS takes samples one by one and computes in float64. The package on npm has no Adam;
 * `windowgrad` stands in, which does less. It doubles the squared error, but halves its gradient.
 */

import { createRequire } from "node:module";
import { numbers, rows, serve } from "./node.js";

const convnetjs = createRequire(import.meta.url)(process.argv[2]);

await serve((workload) => {
  const [depth, height, width] =
    workload.input_shape.length === 3 ? workload.input_shape : [workload.input_shape[0], 1, 1];
  const regression = workload.loss === "squared_error";
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: width, out_sy: height, out_depth: depth },
    ...workload.layers.map((layer, index) => theirs(layer, index === workload.layers.length - 1)),
  ]);
  copyParameters(net, workload);
  const trainer = new convnetjs.Trainer(net, {
    method: workload.optimizer === "adam" ? "windowgrad" : "sgd",
    momentum: 0,
    batch_size: workload.batch_size,
    learning_rate: workload.learning_rate * (regression ? 2 : 1),
  });

  const targets = numbers(workload.targets);
  const samples = rows(numbers(workload.inputs), targets.length).map((values) =>
    volume(values, depth, height, width),
  );
  const labels = Array.from(targets, (target) => (regression ? [target] : target));

  return (batch) => {
    let loss = 0;
    for (const sample of batch) loss += trainer.train(samples[sample], labels[sample]).cost_loss;
    return loss / batch.length / (regression ? 2 : 1);
  };

  /**
   * The layer in ConvNetJS's words; a loss brings its own fully connected layer.
   * @param {import("./node.js").Workload["layers"][number]} layer
   * @param {boolean} last
   */
  function theirs(layer, last) {
    if (layer.kind === "MaxPool") return { type: "pool", sx: layer.size, stride: layer.size };
    if (layer.kind === "Convolution") {
      const { channels: filters, kernel: sx } = layer;
      return { type: "conv", filters, sx, stride: 1, pad: (sx - 1) / 2, activation: "relu" };
    }
    if (!last) return { type: "fc", num_neurons: layer.units, activation: layer.activation };
    if (regression) return { type: "regression", num_neurons: layer.units };
    return { type: "softmax", num_classes: layer.units };
  }
});

/**
 * (depth, height, width) in a Vol, which has the depth last.
 * @param {Float32Array} values
 * @param {number} depth
 * @param {number} height
 * @param {number} width
 */
function volume(values, depth, height, width) {
  const vol = new convnetjs.Vol(width, height, depth, 0);
  let index = 0;
  for (let d = 0; d < depth; d++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) vol.set(x, y, d, values[index++]);
    }
  }
  return vol;
}

/**
 * Begin where everyone begins.
 * @param {any} net
 * @param {import("./node.js").Workload} workload
 */
function copyParameters(net, workload) {
  const given = workload.parameters.filter((arrays) => arrays.length > 0);
  /** @type {any} */
  let before = net.layers[0];
  for (const layer of net.layers) {
    if (layer.filters) {
      const [weights, biases] = (given.shift() ?? []).map(numbers);
      // A fully connected layer reads all of its input as one long depth.
      const { out_depth: depth, out_sy: height, out_sx: width } = before;
      const [sy, sx] = layer.layer_type === "conv" ? [layer.sy, layer.sx] : [height, width];
      rows(weights, layer.filters.length).forEach((row, filter) => {
        layer.filters[filter].w.set(volume(row, depth, sy, sx).w);
      });
      layer.biases.w.set(biases);
    }
    before = layer;
  }
}
