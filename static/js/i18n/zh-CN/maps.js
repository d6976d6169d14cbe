/** 特征图：卷积层与池化层，以及它们的格子看到的内容。 */
export default {
  "canvas.kernelsOf": "卷积核对应图",

  "layers.maps_one": "{{count}} 张图 {{height}}×{{width}}",
  "layers.maps_other": "{{count}} 张图 {{height}}×{{width}}",

  "name.kernelWeight": "图 {{from}} 到图 {{to}} 的卷积核第 {{row}} 行第 {{column}} 列的权重",
  "name.mapBias": "图 {{map}} 的偏置",

  "patch.window": "它看到的：图 {{map}}",
  "patch.window.image": "它看到的",
  "patch.kernel": "卷积核",
  "patch.products": "乘积",
  "patch.sum": "和",
  "patch.sumOf": "图 {{map}}",
  "patch.others_one": "其余 {{count}} 张图",
  "patch.others_other": "其余 {{count}} 张图",
  "patch.bias": "偏置",
  "patch.outside": "图外：0",
  "patch.won": "最大的一个传下去。",
  "patch.mean": "它们的平均值传下去。",
  "patch.back": "它的责任 δ = {{delta}} 沿同一块区域传回：δ × 卷积核",
  "patch.back.won": "它的责任 δ = {{delta}} 传回胜出的那一格。",
  "patch.back.mean": "它的责任 δ = {{delta}} 平均传回所有格子。",
  "patch.comesFrom": "它就是格子 {{cell}}。",
};
