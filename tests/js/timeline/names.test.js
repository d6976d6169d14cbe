import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../../../static/js/i18n/en.js";
import zhCN from "../../../static/js/i18n/zh-CN.js";
import { branchName, sideText } from "../../../static/js/timeline/names.js";

/** @typedef {import("../../../static/js/types.js").Branch} Branch */
/** @typedef {import("../../../static/js/types.js").Difference} Difference */

/** @param {string} name @param {string} english @param {string} chinese */
const named = (name, english, chinese) => ({ name, title: { en: english, "zh-CN": chinese } });

const catalog = /** @type {import("../../../static/js/types.js").Catalog} */ (
  /** @type {unknown} */ ({
    datasets: [named("circle", "Circle", "圆环"), named("spiral", "Spiral", "螺旋")],
    optimizers: [named("sgd", "SGD", "SGD"), named("adam", "Adam", "Adam")],
    activations: [named("tanh", "Tanh", "双曲正切"), named("relu", "ReLU", "ReLU")],
    layers: [
      { kind: "dense", ...named("dense", "Fully connected", "全连接层"), settings: [] },
      {
        kind: "conv2d",
        ...named("conv2d", "Convolution", "卷积层"),
        settings: [named("channels", "Channels", "通道数")],
      },
      { kind: "max_pool2d", ...named("max_pool2d", "Max pooling", "最大池化"), settings: [] },
    ],
    presets: [
      {
        ...named("lenet", "LeNet-like", "LeNet 式"),
        experiment: { network: { layers: [{ kind: "conv2d" }, { kind: "max_pool2d" }] } },
      },
    ],
    schedules: [],
    initializers: [],
    features: [
      { name: "x", label: "x" },
      { name: "x_squared", label: "x²" },
    ],
  })
);

/** @type {Record<string, Record<"en" | "zh-CN", string>>} */
const TITLES = {
  "training.optimizer.learning_rate": { en: "Learning rate", "zh-CN": "学习率" },
  "training.clip_norm": { en: "Clip", "zh-CN": "裁剪" },
};

/** @param {"en" | "zh-CN"} language @returns {import("../../../static/js/timeline/names.js").Words} */
function words(language) {
  /** @type {Record<string, string>} */
  const texts = language === "en" ? en : zhCN;
  return {
    t: (key, values = {}) =>
      (texts[key] ?? texts[`${key}_other`]).replace(/\{\{(\w+)\}\}/g, (_, name) =>
        String(values[name]),
      ),
    titleAt: (path) => TITLES[path]?.[language] ?? null,
    titled: (title) => title[language],
    catalog,
  };
}

/** @param {Partial<Branch>} given @returns {Branch} */
const branch = (given) => ({
  ...{ id: 2, parent: 1, from: 120, latest: 500, name: null, differences: [], history: null },
  ...given,
});

/** @param {string} field @param {unknown} before @param {unknown} after @returns {Difference} */
const changed = (field, before, after) => ({ step: 120, field, before, after });

/** @param {Difference[]} differences */
const english = (...differences) => branchName(branch({ differences }), words("en"));

test("its own name comes first, then what sets it apart, in the reader's language", () => {
  const differences = [changed("training.optimizer.learning_rate", 0.03, 0.3)];
  assert.equal(branchName(branch({ name: "mine", differences }), words("en")), "mine");
  assert.equal(english(...differences), "Learning rate 0.03 → 0.3");
  assert.equal(branchName(branch({ differences }), words("zh-CN")), "学习率 0.03 → 0.3");
});

test("a run that nothing sets apart is called by its number, a branch by its step", () => {
  assert.equal(branchName(branch({ id: 1, parent: null, from: 0 }), words("en")), "Run 1");
  assert.equal(english(), "nothing changed from step 120");
});

test("another optimizer is told alone, its settings come with it", () => {
  assert.equal(
    english(
      changed("training.optimizer.name", "sgd", "adam"),
      changed("training.optimizer.learning_rate", 0.03, 0.001),
      changed("training.optimizer.beta1", null, 0.9),
    ),
    "Optimizer SGD → Adam",
  );
});

test("several differences stand side by side", () => {
  assert.equal(
    english(
      changed("dataset.name", "circle", "spiral"),
      changed("dataset.features", ["x"], ["x", "x_squared"]),
      changed("training.clip_norm", null, 1),
    ),
    "Dataset Circle → Spiral, Features x → x x², Clip off → 1",
  );
});

test("layers are told by their sizes, or where these are the same by what bends them", () => {
  /** @param {number[]} sizes @param {string} activation */
  const layers = (sizes, activation) =>
    sizes.map((units) => ({ kind: "dense", units, activation }));
  assert.equal(
    english(changed("network.layers", layers([4, 2], "tanh"), layers([4, 2, 2], "tanh"))),
    "Hidden layers 4-2 → 4-2-2",
  );
  assert.equal(
    english(changed("network.layers", layers([4], "tanh"), layers([], "tanh"))),
    "Hidden layers 4 → none",
  );
  assert.equal(
    english(changed("network.layers", layers([4, 2], "tanh"), layers([4, 2], "relu"))),
    "Activation Tanh → ReLU",
  );
});

/** @param {number} channels @param {string} [activation] */
const conv = (channels, activation = "relu") => ({ kind: "conv2d", channels, activation });
const pool = { kind: "max_pool2d", kernel_size: 2 };
/** @param {string} [activation] */
const dense = (activation = "relu") => ({ kind: "dense", units: 4, activation });

test("of other layers it is told what was done to which", () => {
  const before = [conv(6), pool, dense()];
  /** @param {unknown[]} after */
  const text = (...after) => english(changed("network.layers", before, after));
  assert.equal(text(conv(8), pool, dense()), "Conv 1: Channels 6 → 8");
  assert.equal(text(conv(6), pool, pool, dense()), "+ Max pooling");
  assert.equal(text(conv(6), dense()), "− Pool 1");
  assert.equal(text(pool, dense(), conv(6)), "Conv 1 moved");
  assert.equal(text(conv(8), dense()), "Conv 1: Channels 6 → 8, − Pool 1");
  assert.equal(text(conv(6, "tanh"), pool, dense("tanh")), "Activation ReLU → Tanh");
  assert.equal(text(dense(), dense(), dense(), dense(), dense()), "other layers (3 → 5)");
  assert.equal(text({ kind: "conv2d" }, { kind: "max_pool2d" }), "network LeNet-like");
  const chinese = branch({ differences: [changed("network.layers", before, [conv(6), dense()])] });
  assert.equal(branchName(chinese, words("zh-CN")), "− 池化 1");
});

test("each side of two networks says what it has", () => {
  const before = [conv(6), dense()];
  /** @param {unknown[]} after @param {"before" | "after"} side */
  const text = (after, side) =>
    sideText([changed("network.layers", before, after)], side, words("en"));
  assert.equal(text([conv(8), dense()], "before"), "Conv 1: Channels 6");
  assert.equal(text([conv(8), dense()], "after"), "Conv 1: Channels 8");
  assert.equal(text([conv(6), pool, dense()], "before"), "without Max pooling");
  assert.equal(text([conv(6), pool, dense()], "after"), "with Max pooling");
  assert.equal(text([conv(6)], "before"), "with Dense 1");
  assert.equal(text([conv(6, "tanh"), dense("tanh")], "after"), "Activation Tanh");
});

test("a weight or a bias that was set is told with its place", () => {
  const place = { layer: 1, unit: 0, input: 2 };
  assert.equal(
    english({ ...changed("weight", 0.5, -1.25), ...place }),
    "weight 3 of neuron 1.1 0.5 → −1.25",
  );
  assert.equal(
    english({ ...changed("weight", 0.5, 0), ...place, input: null }),
    "bias of neuron 1.1 0.5 → 0",
  );
});

test("a list that says nothing on a line is only named, an unknown field by its path", () => {
  assert.equal(english(changed("dataset.points", [[0, 0, 1]], [])), "Your points changed");
  assert.equal(english(changed("new.field", 1, 2)), "new.field 1 → 2");
});

test("of two runs side by side each says its own value", () => {
  /** @type {Difference[]} */
  const differences = [
    { step: 0, field: "training.optimizer.learning_rate", before: 0.03, after: 0.3 },
    {
      step: 0,
      field: "network.layers",
      before: [{ kind: "dense", units: 4, activation: "tanh" }],
      after: [
        { kind: "dense", units: 4, activation: "tanh" },
        { kind: "dense", units: 2, activation: "tanh" },
      ],
    },
  ];
  assert.equal(sideText(differences, "before", words("en")), "Learning rate 0.03, Hidden layers 4");
  assert.match(sideText(differences, "after", words("zh-CN")), /^学习率 0\.3.*4-2$/);
});

test("the same layers with another activation are told by that", () => {
  /** @type {Difference[]} */
  const differences = [
    {
      step: 0,
      field: "network.layers",
      before: [{ kind: "dense", units: 4, activation: "tanh" }],
      after: [{ kind: "dense", units: 4, activation: "relu" }],
    },
  ];
  assert.match(sideText(differences, "after", words("en")), /ReLU$/);
  assert.match(sideText(differences, "before", words("en")), /Tanh$/);
});
