/**
 * Trains a workload with TensorFlow Playground's network: `node playground.js NN`, asked by
 * playground.py. Playground halves the squared error.
 */

import { numbers, rows, serve } from "./node.js";

const { Activations, Errors, backProp, buildNetwork, forwardProp, updateWeights } = await import(
  process.argv[2]
);

await serve((workload) => {
  const [inputs] = workload.input_shape;
  const layers = /** @type {import("./node.js").Dense[]} */ (workload.layers);
  const network = buildNetwork(
    [inputs, ...layers.map((layer) => layer.units)],
    layers[0].activation === "tanh" ? Activations.TANH : Activations.RELU,
    Activations.LINEAR,
    null,
    Array.from({ length: inputs }, (_, index) => `x${index}`),
  );
  workload.parameters.forEach((arrays, index) => {
    const [weights, biases] = arrays.map(numbers);
    rows(weights, biases.length).forEach((row, unit) => {
      const node = network[index + 1][unit];
      node.bias = biases[unit];
      for (const [from, link] of node.inputLinks.entries()) link.weight = row[from];
    });
  });
  const targets = numbers(workload.targets);
  const samples = rows(numbers(workload.inputs), targets.length).map((row) => Array.from(row));
  const rate = 2 * workload.learning_rate;

  return (batch) => {
    let loss = 0;
    for (const sample of batch) {
      loss += 2 * Errors.SQUARE.error(forwardProp(network, samples[sample]), targets[sample]);
      backProp(network, targets[sample], Errors.SQUARE);
    }
    updateWeights(network, rate, 0);
    return loss / batch.length;
  };
});
