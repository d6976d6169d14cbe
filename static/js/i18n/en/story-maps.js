/** One step, told: the sentences of layers that hold maps, and of those between them. */
export default {
  "tell.cell": "Cell {{name}}",
  "tell.ofPicture": "the picture",
  "tell.ofMaps_one": "the map before it",
  "tell.ofMaps_other": "all {{count}} maps before it",
  "tell.smaller_one": "{{count}} smaller",
  "tell.smaller_other": "{{count}} smaller ones",
  "tell.forward.conv2d":
    "Map {{map}} lays its kernel on every place of {{of}}{{bend}}; here {{row}},{{column}}.",
  "tell.forward.max_pool2d":
    "Of every window of {{size}}×{{size}} the largest goes on; here map {{map}}, {{row}},{{column}}.",
  "tell.forward.average_pool2d":
    "Of every window of {{size}}×{{size}} the mean goes on; here map {{map}}, {{row}},{{column}}.",
  "tell.forward.flatten": "Nothing is computed: every cell only gets a place in one row.",
  "tell.forward.dropout":
    "This sample passes whole; while training, {{percent}}% are left out at random.",
  "tell.happened.dropout": "Left out (crossed) for {{whose}}: {{out}} of {{units}}.",
  "tell.note.dropout": "an answer, as drawn, keeps all",
  "tell.forward.batch_norm": "{{neuron}} is scaled to â by the remembered μ, σ².",
  "tell.note.batch_norm": "mini-batch: μ {{mean}}, σ² {{variance}}",
  "name.thisSample": "this sample",
  "name.trainSample": "training sample {{number}}",
  "name.aCorrection": "a correction",
  "stage.leftOut": "Crossed: left out for {{whose}}",
  "tell.backward.conv2d": "{{neuron}} gathers kernel × δ from all places that looked at it.",
  "tell.backward.max_pool2d":
    "{{neuron}} gets the blame δ of the windows that it won; losers get none.",
  "tell.backward.average_pool2d":
    "{{neuron}} gets its share of the blame δ of every window it is in.",
  "tell.backward.flatten": "{{neuron}} gets back the blame δ of its place in the row.",
  "tell.backward.dropout":
    "{{neuron}} gets back δ as it is; who is left out while training gets none.",
  "tell.backward.batch_norm": "{{neuron}} gets back δ, times γ and divided by the spread.",
  "tell.update.conv2d":
    "Each weight steps against its gradient g; here {{row}},{{column}} of map {{map}}’s kernel on map {{from}}.",
  "tell.update.batch_norm":
    "Each weight steps against its gradient g; here the factor γ of {{name}}.",
};
