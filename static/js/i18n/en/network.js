export default {
  "network.title": "Layers of the network",
  "network.open": "Edit layers",
  "network.look": "See layers",
  "network.only": "Only the presenter changes the network. You may look at every layer.",
  "network.presets": "Networks",
  "network.settings": "Settings of {{layer}}",
  "network.gives.maps_one": "gives {{count}} map of {{height}} × {{width}}",
  "network.gives.maps_other": "gives {{count}} maps of {{height}} × {{width}} each",
  "network.gives.row_one": "gives {{count}} number",
  "network.gives.row_other": "gives {{count}} numbers",
  "network.reads.image": "an image of {{height}} × {{width}}",
  "network.parameters_one": "{{number}} number to learn",
  "network.parameters_other": "{{number}} numbers to learn",
  "network.parameters.none": "nothing to learn",
  "network.total_one": "In all {{number}} weight or bias to learn.",
  "network.total_other": "In all {{number}} weights and biases to learn.",
  "network.add": "Add a layer",
  "network.add.before": "Add a layer before {{layer}}",
  "network.add.full": "A network has at most {{count}} hidden layers.",
  "network.add.close": "Add none",
  "network.add.which": "Which layer should stand before {{layer}}?",
  "network.up": "Move {{layer}} forward",
  "network.down": "Move {{layer}} back",
  "network.remove": "Remove {{layer}}",
  "network.said.added": "{{layer}} was added.",
  "network.said.moved": "{{layer}} is now number {{place}} of {{count}}.",
  "network.said.removed": "{{layer}} was removed.",
  "network.needsMaps":
    "It reads images, but here only a row of numbers comes in. It must stand before dense and flatten layers.",
  "network.needsMaps.data": "It reads images, and this dataset has none.",
  "network.misfit.kind":
    "This does not fit: {{layer}} reads images, but a row of {{count}} numbers comes in. Move it before dense and flatten layers, or remove it.",
  "network.misfit.kernel_size":
    "This does not fit: the window is {{given}} × {{given}}, but what comes in is only {{height}} × {{width}}. At most {{most}} fits.",
  "network.misfit.padding":
    "This does not fit: the border may be at most half of the window, here {{most}}.",
  "network.misfit.large": "This network is larger than this server trains.",
  "network.goesOn": "The network before it goes on learning until this fits.",
  "network.back": "Back to that network",

  "layers.input.short": "In",
  "layers.output.short": "Out",
  "layers.input.within": "the input",
  "layers.output.within": "the output layer",
  "layer.name.dense": "Dense {{number}}",
  "layer.name.conv": "Conv {{number}}",
  "layer.name.pool": "Pool {{number}}",
  "layer.name.flatten": "Flatten {{number}}",
  "layer.name.dropout": "Dropout {{number}}",
  "layer.name.norm": "Norm {{number}}",

  "layer.does.dense":
    "Every neuron looks at all numbers in front of it, weighs them and adds them up.",
  "layer.does.conv2d":
    "A small window of weights slides over the image and marks every place where it finds its pattern, such as an edge.",
  "layer.does.max_pool2d":
    "Makes maps smaller: of every little window only the largest number stays.",
  "layer.does.average_pool2d": "Makes maps smaller: of every little window only the average stays.",
  "layer.does.flatten":
    "Lays all maps out as one long row of numbers. Nothing is computed; it only shows where each cell goes.",
  "layer.does.dropout":
    "Leaves out numbers at random while it learns, so that no neuron relies on a single other one. To answer, it uses them all.",
  "layer.does.batch_norm":
    "Brings the numbers of a mini-batch to mean 0 and spread 1, then scales and shifts them as it has learnt. Deep networks often learn faster with it.",

  "card.cell": "{{layer}}, map {{map}}, row {{row}}, column {{column}}",
  "stage.summary.layers_one": "one hidden layer: {{layers}}",
  "stage.summary.layers_other": "{{count}} hidden layers: {{layers}}",
  "stage.summary.row_one": "{{layer}} of {{count}} neuron",
  "stage.summary.row_other": "{{layer}} of {{count}} neurons",
  "stage.summary.maps_one": "{{layer}} of {{count}} map of {{height}} × {{width}}",
  "stage.summary.maps_other": "{{layer}} of {{count}} maps of {{height}} × {{width}}",

  "time.layer.changed": "{{layer}}: {{title}} {{from}} → {{to}}",
  "time.layer.added": "+ {{layer}}",
  "time.layer.removed": "− {{layer}}",
  "time.layer.moved": "{{layer}} moved",
  "time.layer.with": "with {{layer}}",
  "time.layer.without": "without {{layer}}",
  "time.layer.setting": "{{layer}}: {{title}} {{value}}",
  "time.network": "network {{name}}",
  "time.network.other": "other layers ({{from}} → {{to}})",
  "time.network.layers_one": "another network of {{count}} hidden layer",
  "time.network.layers_other": "another network of {{count}} hidden layers",

  "compare.channels": "Channels in each convolution",
};
