/** 一步的讲解：特征图各层，以及它们之间各层的句子。 */
export default {
  "tell.cell": "格子 {{name}} ",
  "tell.ofPicture": "图片",
  "tell.ofMaps_one": "前一张图",
  "tell.ofMaps_other": "前面全部 {{count}} 张图",
  "tell.smaller_one": "另有 {{count}} 个更小",
  "tell.smaller_other": "另有 {{count}} 个更小",
  "tell.forward.conv2d":
    "图 {{map}} 把卷积核放到{{of}}的每一处{{bend}}；这里是 {{row}},{{column}}。",
  "tell.forward.max_pool2d":
    "每个 {{size}}×{{size}} 窗口中最大的传下去；这里是图 {{map}} 的 {{row}},{{column}}。",
  "tell.forward.average_pool2d":
    "每个 {{size}}×{{size}} 窗口的平均值传下去；这里是图 {{map}} 的 {{row}},{{column}}。",
  "tell.forward.flatten": "这里什么也不算：每个格子只是在一行中得到一个位置。",
  "tell.forward.dropout": "这个样本全部通过；训练时随机去掉 {{percent}}%。",
  "tell.happened.dropout": "为{{whose}}去掉（打叉）{{units}} 个中的 {{out}} 个。",
  "tell.note.dropout": "图中的回答保留全部",
  "tell.forward.batch_norm": "{{neuron}}按记住的 μ、σ² 归一化为 â。",
  "tell.note.batch_norm": "小批量：μ {{mean}}，σ² {{variance}}",
  "name.thisSample": "这个样本",
  "name.trainSample": "训练样本 {{number}} ",
  "name.aCorrection": "一条纠正",
  "stage.leftOut": "打叉：为{{whose}}去掉的单元",
  "tell.backward.conv2d": "{{neuron}}从每个看过它的位置收集卷积核 × δ。",
  "tell.backward.max_pool2d": "{{neuron}}得到它胜出的窗口的责任 δ；没胜出的没有。",
  "tell.backward.average_pool2d": "{{neuron}}从它所在的每个窗口分得一份责任 δ。",
  "tell.backward.flatten": "{{neuron}}收回它在那一行中的位置的责任 δ。",
  "tell.backward.dropout": "{{neuron}}原样收回 δ；训练时被去掉的没有。",
  "tell.backward.batch_norm": "{{neuron}}收回 δ，乘 γ、除以标准差。",
  "tell.update.conv2d":
    "每个权重逆着自己的梯度 g 走一小步；这里是图 {{map}} 对图 {{from}} 的卷积核的 {{row}},{{column}}。",
  "tell.update.batch_norm": "每个权重逆着自己的梯度 g 走一小步；这里是 {{name}} 的系数 γ。",
};
