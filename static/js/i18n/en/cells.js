/** One cell of a map, or another unit without weights, worked out. */
export default {
  "name.cell": "{{layer}}: map {{map}} ({{row}},{{column}})",
  "name.letter": "{{letter}} of {{to}}",

  "inspector.outside": "outside: 0",
  "inspector.wins": "the largest",
  "inspector.biasOf": "bias {{letter}}",
  "inspector.strongest": "Show the {{count}} strongest",
  "inspector.rest_one": "{{count}} other comes to",
  "inspector.rest_other": "the {{count}} others come to",
  "inspector.kernels": "the kernels it looks with",
  "inspector.kernelPlace": "map {{map}} ({{row}},{{column}})",
  "inspector.says.conv2d": "The kernel of its map, laid on the patch that it looks at.",
  "inspector.says.max_pool2d": "Of the window that it looks at the largest goes on.",
  "inspector.says.average_pool2d": "The mean of the window that it looks at goes on.",
  "inspector.says.flatten": "The same number in another place.",
  "inspector.says.dropout":
    "While training, {{percent}}% are left out at random and the others grow to make up for it. In a prediction, as here, all go on as they are.",
  "inspector.says.batch_norm":
    "Centred by the mean and divided by the spread, both measured while training; then times γ, plus β. Here all of that is one factor and one bias.",
  "inspector.remembered": "remembered, used here",
  "inspector.ofBatch": "of the mini-batch",
  "inspector.leftOut":
    "In the latest mini-batch it was left out for {{zero}} of {{samples}} samples.",
  "inspector.leftOut.yes": "For {{whose}} it was left out.",
  "inspector.leftOut.no": "For {{whose}} it was multiplied by {{factor}}.",
  "inspector.shared":
    "All {{count}} cells of map {{map}} share it: an edit changes all of them, a check wiggles it for all of them.",
  "inspector.gathered.conv2d": "Σ a · δ over all places of the map",
  "inspector.gathered.batch_norm": "Σ normalised a · δ over all places",
  "inspector.gathered.bias": "Σ δ over all places",
  "inspector.exciting.cell": "test samples that excite this cell most",
  "inspector.exciting.map": "test samples that excite its map most, at any place",
};
