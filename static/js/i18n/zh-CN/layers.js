export default {
  "side.layers": "各层",

  "layers.title": "各层随时间的变化",
  "layers.log": "对数",
  "layers.logLabel": "梯度和更新用对数刻度",
  "layers.logSteps": "步数取对数",
  "layers.logStepsLabel": "步数用对数刻度",
  "layers.nothing": "还没有记录。请先走一步。",
  "layers.read": "第 {{step}} 步的数值：5% 的值小于第一个数，一半小于第二个数，95% 小于第三个数。",
  "layers.legend":
    "左：现在所有的值，从最小到最大。右：随步数的变化。线：中位数；深色：中间一半；浅色：5% 到 95%。更新 ÷ 权重：10⁻⁴ 到 10⁻² 的带子是健康范围。",
  "layers.activations": "激活值",
  "layers.gradients": "|梯度|",
  "layers.updates": "更新 ÷ 权重",
  "layers.activations.now": "{{layer}}：现在所有激活值的直方图",
  "layers.gradients.now": "{{layer}}：现在所有梯度的直方图",
  "layers.activations.label": "{{layer}}：激活值随步数的变化：{{values}}",
  "layers.gradients.label": "{{layer}}：梯度大小随步数的变化：{{values}}",
  "layers.updates.label": "{{layer}}：更新与权重之比随步数的变化：{{values}}",
  "layers.beside": "{{name}}：{{value}}（第 {{step}} 步）",
  "layers.beside.also": "；{{said}}",
  "layers.beside.none": "{{name}}：还没有",
  "layers.beside.legend": "各层图中的其他分支",
  "layers.beside.some": "{{all}} 层中有 {{count}} 层同类",
  "layers.beside.help": "细线：其他分支的中位数和更新 ÷ 权重；所写的数是它到那一步为止最新的记录。",
  "layers.dead": "失活 {{count}}/{{units}}",
  "layers.saturated": "饱和 {{count}}/{{units}}",

  "problem.all": "出了什么问题",
  "problem.at": "{{layer}}：{{name}}",
  "problem.rewind": "回到出问题之前（第 {{step}} 步）",
  "problem.try": "试试这个办法：{{remedy}}",
  "problem.tryFresh": "从头试试这个办法：{{remedy}}",

  "problem.exploding": "损失爆炸",
  "problem.exploding.text":
    "从第 {{step}} 步起，一次更新最多达到所改权重的 {{ratio}} 倍。权重远远超出了能用的范围，现在损失是 {{loss}}。",
  "problem.exploding.noNumber":
    "从第 {{step}} 步起，一次更新最多达到所改权重的 {{ratio}} 倍。随后损失不再是数值，所以训练退回一步并停了下来。",
  "problem.dead": "ReLU 失活",
  "problem.dead.text":
    "{{layer}}的 {{units}} 个神经元中，有 {{dead}} 个对每个样本都输出 0。ReLU 输出 0 的地方斜率也是 0，所以它们的梯度是 0，再也学不到东西。",
  "problem.rate_high": "学习率太高",
  "problem.rate_high.text":
    "最近 {{epochs}} 轮里，损失在 {{low}} 和 {{high}} 之间跳来跳去，没有下降。一次更新最多改变权重大小的 {{ratio}}（健康时约为 0.001）：每一步都跳过了目标。",
  "problem.saturation": "神经元饱和",
  "problem.saturation.text":
    "{{layer}}的 {{units}} 个神经元中，有 {{saturated}} 个对几乎所有样本都处在曲线平坦的一端。那里斜率几乎是 0，梯度几乎传不过去，学习就停了。",
  "problem.vanishing": "梯度消失",
  "problem.vanishing.text":
    "最后一层的梯度是 {{last}}，到{{layer}}只剩 {{first}}：往回传时，每一层都乘上一个很小的斜率。所以前面的层几乎学不到东西，损失也不下降。",
  "problem.overfitting": "过拟合",
  "problem.overfitting.text":
    "训练损失从 {{train_before}} 降到 {{train}}，测试损失却从 {{test_before}} 升到 {{test}}。网络把训练样本背了下来，遇到新样本反而更差。",
  "problem.rate_low": "学习率太低",
  "problem.rate_low.text":
    "一次更新最多只改变权重大小的 {{ratio}}，健康时约为 0.001。{{epochs}} 轮里，损失只从 {{loss_before}} 变到 {{loss}}。",

  "remedy.slower": "学习率 {{before}} → {{after}}",
  "remedy.faster": "学习率 {{before}} → {{after}}",
  "remedy.leaky": "带泄漏 ReLU",
  "remedy.leaky_slower": "带泄漏 ReLU，学习率 {{before}} → {{after}}",
  "remedy.rectified": "ReLU 和 He 初始权重",
  "remedy.xavier": "Xavier 初始权重",
  "remedy.penalty": "L2 正则化 {{before}} → {{after}}",
};
