/** 特征图上的一格，或其他没有权重的单元的计算。 */
export default {
  "name.cell": "{{layer}}：图 {{map}}（{{row}},{{column}}）",
  "name.letter": "{{to}} 的 {{letter}}",

  "inspector.outside": "图外：0",
  "inspector.wins": "最大",
  "inspector.biasOf": "偏置 {{letter}}",
  "inspector.strongest": "显示最强的 {{count}} 个",
  "inspector.rest_one": "其余 {{count}} 个合计",
  "inspector.rest_other": "其余 {{count}} 个合计",
  "inspector.kernels": "它用来看的卷积核",
  "inspector.kernelPlace": "图 {{map}}（{{row}},{{column}}）",
  "inspector.says.conv2d": "所在图的卷积核放在它看到的区域上。",
  "inspector.says.max_pool2d": "它看到的窗口中最大的一个传下去。",
  "inspector.says.average_pool2d": "它看到的窗口的平均值传下去。",
  "inspector.says.flatten": "同一个数，换了位置。",
  "inspector.says.dropout":
    "训练时随机去掉 {{percent}}%，其余放大来弥补。预测时（这里就是）全部原样传下去。",
  "inspector.says.batch_norm":
    "减去训练中测得的平均值，除以测得的标准差，再乘 γ、加 β。这里合成一个系数和一个偏置。",
  "inspector.remembered": "记住的，用在这里",
  "inspector.ofBatch": "小批量的",
  "inspector.leftOut": "最近的小批量有 {{samples}} 个样本，其中 {{zero}} 个去掉了它。",
  "inspector.leftOut.yes": "对{{whose}}来说，它被去掉了。",
  "inspector.leftOut.no": "对{{whose}}来说，它乘以 {{factor}}。",
  "inspector.shared":
    "图 {{map}} 的全部 {{count}} 个格子共用它：修改会改变所有格子，检验也对所有格子一起微调。",
  "inspector.gathered.conv2d": "Σ a · δ，对图上所有位置求和",
  "inspector.gathered.batch_norm": "Σ 归一化的 a · δ，对所有位置求和",
  "inspector.gathered.bias": "Σ δ，对所有位置求和",
  "inspector.exciting.cell": "最能激活这个格子的测试样本",
  "inspector.exciting.map": "在任意位置最能激活这张图的测试样本",
};
