/** Shapes and the boxes around them. */
export default {
  "boxes.title": "Where it is",
  "boxes.tests": "On test samples",
  "boxes.iou": "IoU",
  "boxes.help":
    "IoU, intersection over union: the area both boxes share, as a share of all they cover together.",
  "boxes.true": "true box",
  "boxes.found": "box found",
  "boxes.picture": "The picture with both boxes: they agree by {{overlap}}",
  "boxes.gallery": "Test samples with the true box and the one found; choose one to follow it",
  "boxes.pick":
    "Test sample {{number}}: {{target}}, taken for {{answer}}; the boxes agree by {{overlap}}",
  "result.iou": "IoU",
  "result.chart.iou": "Train and test intersection over union of boxes over the steps",
  "metric.iou": "IoU",
  "metric.train-iou": "Train IoU",
  "metric.test-iou": "Test IoU",
  "canvas.overlap": "IoU",

  "tell.loss.detection":
    "The loss L tells how wrong both answers are: the less the right class was believed in and the further off the box, the larger.",
  "tell.loss.box": "box",
  "tell.box.error": "(p − target, at most ±β)",
  "tell.backward.box":
    "The blame δ of a number of the box: how far off it was, times the slope of its sigmoid.",
};
