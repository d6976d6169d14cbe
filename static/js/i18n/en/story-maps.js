/** One step, told: the sentences of layers that hold maps, and of those between them. */
export default {
  "tell.cell": "Cell {{name}}",
  "tell.ofPicture": "the picture",
  "tell.ofMaps_one": "the map before it",
  "tell.ofMaps_other": "all {{count}} maps before it",
  "tell.smaller_one": "{{count}} smaller",
  "tell.smaller_other": "{{count}} smaller ones",
  "tell.forward.conv2d":
    "Map {{map}} lays its kernel on every place of {{of}}, adds its bias b{{bend}}; here for row {{row}}, column {{column}}.",
  "tell.forward.max_pool2d":
    "Of every window of {{size}}×{{size}} the largest goes on; here in map {{map}}, row {{row}}, column {{column}}.",
  "tell.forward.average_pool2d":
    "Of every window of {{size}}×{{size}} the mean goes on; here in map {{map}}, row {{row}}, column {{column}}.",
  "tell.forward.flatten": "Nothing is computed: every cell only gets a place in one row.",
  "tell.forward.dropout":
    "While training, {{percent}}% are left out at random and the others grow to make up for it; the sample that is followed passes whole, as in a prediction.",
  "tell.forward.batch_norm":
    "{{neuron}} is centred and scaled to â, by mean and spread measured while training; then times γ, plus β.",
  "tell.backward.conv2d":
    "The blame δ spreads back over the patches: {{neuron}} gathers kernel weight times δ from all places that read it.",
  "tell.backward.max_pool2d":
    "The blame δ of every window goes to the cell that won it, alone: here {{neuron}}.",
  "tell.backward.average_pool2d":
    "The blame δ of every window is shared alike by its cells: here {{neuron}}.",
  "tell.backward.flatten": "The blame δ goes back to the same cell: {{neuron}}.",
  "tell.backward.dropout":
    "The blame δ goes back to who passed: {{neuron}}. Who was left out of the mini-batch gets none of it.",
  "tell.backward.batch_norm":
    "The blame δ comes back times γ and divided by the spread: {{neuron}}.",
  "tell.update.conv2d":
    "Every weight takes a small step against its gradient g; here one that all cells of map {{map}} share: row {{row}}, column {{column}} of its kernel on map {{from}}.",
  "tell.update.batch_norm":
    "Every weight takes a small step against its gradient g; here a factor γ. {{neuron}} has it.",
};
