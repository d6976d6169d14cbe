/** 一步的讲解：特征图各层，以及它们之间各层的句子。 */
export default {
  "tell.cell": "格子 {{name}} ",
  "tell.ofPicture": "图片",
  "tell.ofMaps_one": "前一张图",
  "tell.ofMaps_other": "前面全部 {{count}} 张图",
  "tell.smaller_one": "另有 {{count}} 个更小",
  "tell.smaller_other": "另有 {{count}} 个更小",
  "tell.forward.conv2d":
    "图 {{map}} 把卷积核放到{{of}}的每一处，再加上偏置 b{{bend}}；这里是第 {{row}} 行第 {{column}} 列。",
  "tell.forward.max_pool2d":
    "每个 {{size}}×{{size}} 窗口中最大的一个传下去；这里是图 {{map}} 第 {{row}} 行第 {{column}} 列。",
  "tell.forward.average_pool2d":
    "每个 {{size}}×{{size}} 窗口的平均值传下去；这里是图 {{map}} 第 {{row}} 行第 {{column}} 列。",
  "tell.forward.flatten": "这里什么也不算：每个格子只是在一行中得到一个位置。",
  "tell.forward.dropout":
    "训练时随机去掉 {{percent}}%，其余放大来弥补；跟踪的样本像预测时一样全部通过。",
  "tell.forward.batch_norm": "{{neuron}}先按训练中测得的平均值和标准差归一化为 â，再乘 γ、加 β。",
  "tell.backward.conv2d":
    "责任 δ 沿看过的区域散开传回：{{neuron}}从每个读过它的位置收集卷积核权重乘 δ。",
  "tell.backward.max_pool2d": "每个窗口的责任 δ 只传给胜出的格子：这里是{{neuron}}。",
  "tell.backward.average_pool2d": "每个窗口的责任 δ 由其中的格子平分：这里是{{neuron}}。",
  "tell.backward.flatten": "责任 δ 传回同一个格子：{{neuron}}。",
  "tell.backward.dropout": "责任 δ 传回通过的单元：{{neuron}}。在这一小批中被去掉的单元没有责任。",
  "tell.backward.batch_norm": "责任 δ 乘 γ、除以标准差后传回：{{neuron}}。",
  "tell.update.conv2d":
    "每个权重逆着自己的梯度 g 走一小步；这里是图 {{map}} 的所有格子共用的一个：它对图 {{from}} 的卷积核第 {{row}} 行第 {{column}} 列。",
  "tell.update.batch_norm": "每个权重逆着自己的梯度 g 走一小步；这里是{{neuron}}的系数 γ。",
};
