/** Maps: layers of convolution and pooling, and what their cells look at. */
export default {
  "canvas.kernelsOf": "kernels on map",

  "layers.maps_one": "{{count}} map {{height}}×{{width}}",
  "layers.maps_other": "{{count}} maps {{height}}×{{width}}",

  "name.kernelWeight": "Weight {{row}},{{column}} of the kernel from map {{from}} to map {{to}}",
  "name.mapBias": "Bias of map {{map}}",

  "patch.window": "what it looks at: map {{map}}",
  "patch.window.image": "what it looks at",
  "patch.kernel": "kernel",
  "patch.products": "products",
  "patch.sum": "sum",
  "patch.sumOf": "map {{map}}",
  "patch.others_one": "{{count}} other map",
  "patch.others_other": "{{count}} other maps",
  "patch.bias": "bias",
  "patch.outside": "outside the map: 0",
  "patch.won": "The largest one goes on.",
  "patch.mean": "The mean of them goes on.",
  "patch.back": "Its blame δ = {{delta}} goes back over the same patch: δ × kernel",
  "patch.back.won": "Its blame δ = {{delta}} goes back to the cell that won.",
  "patch.back.mean": "Its blame δ = {{delta}} goes back to all of them alike.",
  "patch.comesFrom": "It is the cell {{cell}}.",
};
