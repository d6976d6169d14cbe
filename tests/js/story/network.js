/** A small dense network with numbers of its own, as the page gets them in frames. */
import { CURVES } from "../../../static/js/activations.js";
import { BOX, functionOf, isOfBox } from "../../../static/js/detection.js";

/** @typedef {import("../../../static/js/story/focus.js").Numbers} Numbers */
/** @typedef {import("../../../static/js/types.js").PhaseKind} PhaseKind */
/** @typedef {import("../../../static/js/types.js").Task} Task */

/** What the loss of a detection goes by. */
const HEADS = { box_weight: 2, threshold: 0.1 };

/** Numbers from −1 to 1 that are the same in every run. @param {number} seed */
export function stream(seed) {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2147483648;
  };
}

/**
 * @param {object} options
 * @param {number[]} options.sizes  units of each layer, input first
 * @param {string} options.activation  of the hidden layers
 * @param {Task} options.task
 * @param {number} [options.seed]
 * @param {Record<string, number>} [options.moments]  a factor of the gradient for each
 * @returns {{ at: (phase: PhaseKind, layer?: number) => Numbers, tensors: Map<string, Float32Array> }}
 */
export function network({ sizes, activation, task, seed = 1, moments = {} }) {
  const random = stream(seed);
  const last = sizes.length - 1;
  const link = {
    binary: "sigmoid",
    multiclass: "softmax",
    regression: "linear",
    detection: "softmax_and_sigmoid",
  }[task];
  const names = sizes.map((_, k) => (k === 0 ? null : k === last ? link : activation));
  const layers = sizes.map((units, index) => ({
    ...{ index, units, shape: [units], activation: names[index], reads: 0 },
    settings: task === "detection" && index === last ? HEADS : {},
    kind: index === 0 ? "input" : index === last ? "output" : "dense",
    labels: index === 0 ? ["x", "y", "x²", "sin x"].slice(0, units) : null,
  }));
  /** @type {Map<string, Float32Array>} */
  const tensors = new Map();
  /** @param {string} role @param {number} layer @param {number[]} values */
  const put = (role, layer, values) => tensors.set(`${role}/${layer}`, Float32Array.from(values));
  /** @param {string} role @param {number} layer */
  const get = (role, layer) => /** @type {Float32Array} */ (tensors.get(`${role}/${layer}`));
  const fresh = (/** @type {number} */ count) => Array.from({ length: count }, random);

  put("activations", 0, fresh(sizes[0]));
  for (let k = 1; k <= last; k++) {
    const inputs = sizes[k - 1];
    put("parameters", k, fresh(sizes[k] * (inputs + 1)));
    const [w, a] = [get("parameters", k), get("activations", k - 1)];
    const z = Array.from({ length: sizes[k] }, (_, i) =>
      [...a].reduce((sum, x, j) => sum + w[i * (inputs + 1) + j] * x, w[i * (inputs + 1) + inputs]),
    );
    put("pre_activations", k, z);
    const shared = task === "detection" ? z.slice(0, -BOX) : z;
    const total = shared.reduce((sum, value) => sum + Math.exp(value), 0);
    const links = z.map((_, i) => functionOf(layers[k], i) ?? "");
    put(
      "activations",
      k,
      z.map((value, i) => CURVES[links[i]]?.value(value) ?? Math.exp(value) / total),
    );
  }
  put(
    "target",
    last,
    Array.from({ length: sizes[last] }, (_, i) =>
      i === 0 ? 1 : isOfBox(layers[last], i) ? 0.4 : 0,
    ),
  );
  const twice = task === "regression" ? 2 : 1;
  const p = get("activations", last);
  put(
    "deltas",
    last,
    [...p].map((value, i) => {
      const error = value - get("target", last)[i];
      if (!isOfBox(layers[last], i)) return twice * error;
      const { box_weight: weight, threshold } = HEADS;
      const held = Math.max(-threshold, Math.min(threshold, error));
      return (weight / threshold) * held * value * (1 - value);
    }),
  );
  for (let k = last - 1; k >= 1; k--) {
    const [w, delta, z] = [
      get("parameters", k + 1),
      get("deltas", k + 1),
      get("pre_activations", k),
    ];
    put(
      "deltas",
      k,
      [...z].map(
        (value, j) =>
          CURVES[activation].slope(value) *
          [...delta].reduce((sum, d, i) => sum + w[i * (sizes[k] + 1) + j] * d, 0),
      ),
    );
  }
  put("learning_rate", last, [0.03]);
  put("updates", last, [3]);
  for (let k = 1; k <= last; k++) {
    const g = fresh(get("parameters", k).length);
    put("gradients", k, g);
    put(
      "before",
      k,
      [...get("parameters", k)].map((value, i) => value + 0.03 * g[i]),
    );
    for (const [name, factor] of Object.entries(moments)) {
      put(
        `moment.${name}`,
        k,
        g.map((value) => factor * (name === "velocity" || name === "m" ? value : value ** 2)),
      );
    }
  }
  const described = [...tensors.keys()].map((key) => {
    const [role, layer] = key.split("/");
    return {
      part: "",
      role,
      layer: Number(layer),
      shape: [],
      dtype: /** @type {const} */ ("float32"),
      scale: null,
      offset: 0,
    };
  });
  return {
    tensors,
    at: (phase, layer = 0) => ({
      layout: { id: 1, layers, parts: [], tensors: described },
      header: {
        ...{
          phase,
          layer,
          step: 1,
          latest: 1,
          epoch: 0,
          sequence: 0,
          madeAt: 0,
          measuredAt: 1,
          stepsPerSecond: 0,
        },
        ...{ batchLoss: 0.5, trainLoss: 0, testLoss: 0, trainAccuracy: 0, testAccuracy: 0 },
      },
      tensor: (role, at) => tensors.get(`${role}/${at}`) ?? null,
      shape: (role, at) => (role === "parameters" ? [sizes[at], sizes[at - 1] + 1] : null),
      stepOf: () => 1,
      isOfNow: () => true,
    }),
  };
}

/** @param {Task} task @param {object} [optimizer] */
export function context(task, optimizer = { name: "sgd", learning_rate: 0.03 }) {
  return {
    chosen: null,
    spotlight: { split: /** @type {const} */ ("train"), index: 0 },
    data: {
      ...{ view: /** @type {const} */ ("plane"), task, train: 20, test: 5, targets: [] },
      classes: task === "regression" ? null : ["a", "b", "c"],
    },
    experiment: {
      dataset: {
        name: "",
        samples: 25,
        noise: 0,
        test_fraction: 0.2,
        seed: 1,
        features: [],
        points: [],
      },
      network: { layers: [], initializer: "" },
      training: {
        ...{ batch_size: 10, l1: 0, l2: 0, seed: 1, clip_norm: null },
        optimizer: /** @type {{ name: string, learning_rate: number }} */ (optimizer),
        schedule: { name: "constant" },
        stop: { max_epochs: null, patience: null },
      },
    },
    say: (/** @type {string} */ key) => key,
  };
}
