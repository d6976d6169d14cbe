/** 几何形状及其边框。 */
export default {
  "boxes.title": "它在哪里",
  "boxes.tests": "测试样本",
  "boxes.iou": "IoU",
  "boxes.help": "IoU（交并比）：两个边框重叠的面积，占它们合起来所覆盖面积的比例。",
  "boxes.true": "真实边框",
  "boxes.found": "找到的边框",
  "boxes.picture": "图片与两个边框：重合程度 {{overlap}}",
  "boxes.gallery": "测试样本及其真实边框与找到的边框；点选一个即可跟踪它",
  "boxes.pick": "测试样本 {{number}}：{{target}}，判断为{{answer}}；边框重合 {{overlap}}",
  "result.iou": "IoU",
  "result.chart.iou": "训练和测试边框的交并比（IoU）随步数的变化",
  "metric.iou": "IoU",
  "metric.train-iou": "训练 IoU",
  "metric.test-iou": "测试 IoU",
  "canvas.overlap": "IoU",

  "tell.loss.detection":
    "损失 L 说明两个回答错得多严重：给正确类别的概率越小、边框偏得越远，损失越大。",
  "tell.loss.box": "边框",
  "tell.box.error": "（p − 目标，最多 ±β）",
  "tell.backward.box": "边框中一个数的责任 δ：它偏了多少，乘以它的 sigmoid 的斜率。",
};
