/** A sample goes in: what it is, and how many go in with it. */
/** @typedef {import("./focus.js").Numbers} Numbers */
/** @typedef {import("./telling.js").Context} Context */
/** @typedef {import("./telling.js").Telling} Telling */
/** @typedef {import("./formula.js").Formula} Formula */
import { outputOf } from "./focus.js";
import { coloured, equals, GAP, join, number, piece, words } from "./formula.js";
import { inputName } from "./names.js";

/** @param {Numbers} numbers @param {Context} context @param {number} detail @returns {Telling | null} */
export function tellSample(numbers, context, detail) {
  const { data, spotlight, say } = context;
  const inputs = numbers.tensor("activations", 0);
  const target = numbers.tensor("target", outputOf(numbers));
  if (!inputs || (!target && spotlight.split !== "drawing")) return null;
  const { split, index } = spotlight;
  const sentence = say("tell.sample", {
    batch: batchOf(context),
    sample:
      split === "drawing"
        ? say("tell.sample.drawing")
        : say(`tell.sample.${split}`, { number: index + 1, total: data[split] }),
  });
  if (!target) return { sentence, formula: null, note: "", focus: null, values: {} };
  const truth = join(words(say("tell.target")), equals(true), answerOf(context, target));
  const values = { target: data.classes ? classOf(target) : target[0] };
  if (data.view === "image") return { sentence, formula: truth, note: "", focus: null, values };
  const labels = numbers.layout.layers[0].labels ?? [];
  const shown = Math.min(inputs.length, 1 + detail);
  const parts = labels
    .slice(0, shown)
    .flatMap((label, at) => [
      inputName(label),
      equals(true),
      coloured("fwd", number(inputs[at], 3)),
      at + 1 < inputs.length ? piece(", ", ",\\;") : GAP,
    ]);
  if (shown < inputs.length)
    parts.push(words(say("tell.more", { count: inputs.length - shown })), GAP);
  for (const [at, label] of labels.entries()) Object.assign(values, { [label]: inputs[at] });
  return { sentence, formula: join(...parts, truth), note: "", focus: null, values };
}

/** The last mini-batch of an epoch may be smaller than the others. @param {Context} context */
export function batchOf({ data, experiment, say }) {
  const count = Math.min(experiment.training.batch_size, data.train);
  return say(data.train % count === 0 ? "tell.batch" : "tell.batch.upTo", { count });
}

/** The class that a target names: one number for two classes, else one for each. @param {ArrayLike<number>} target */
export const classOf = (target) =>
  target.length === 1 ? target[0] : Array.from(target).indexOf(Math.max(...Array.from(target)));

/** @param {Context} context @param {ArrayLike<number>} target @returns {Formula} */
function answerOf({ data }, target) {
  if (target.length === 1) return number(target[0], 3);
  return words(data.classes?.[classOf(target)] ?? String(classOf(target)));
}
