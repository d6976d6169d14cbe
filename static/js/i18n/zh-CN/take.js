export default {
  "take.title": "带走它",

  "take.pictures": "图片",
  "take.network": "网络",
  "take.losses": "损失曲线",
  "take.layers": "各层",
  "take.network.as": "网络，存为 {{format}}",
  "take.losses.as": "损失曲线，存为 {{format}}",
  "take.layers.as": "各层图表，存为 {{format}}",
  "take.pictures.help": "PNG 适合幻灯片和练习纸，SVG 放大打印也清晰。",
  "take.white": "白色背景，便于打印",
  "take.picture.failed": "无法生成图片。",
  "take.step": "第 {{step}} 步",
  "take.train": "训练损失",
  "take.test": "测试损失",

  "take.clip": "网络的视频",
  "take.clip.help": "在训练的同时录下网络的变化，最长 {{seconds}} 秒。",
  "take.clip.begin": "开始录制",
  "take.clip.end": "结束录制",
  "take.clip.running": "正在录制 {{time}}",
  "take.clip.unsupported": "这个浏览器不能录制画布。请用较新的 Chrome、Edge、Firefox 或 Safari。",
  "take.clip.failed": "无法生成视频。",

  "take.run": "这次训练",
  "take.run.help":
    "一个文件装下全部：当前这一步、之前的过程和所有分支。可以在这里或任何一台 Glassbox 上再次打开。",
  "take.run.save": "保存这次训练",
  "take.run.failed": "无法保存这次训练。",
  "take.open": "打开训练文件",
  "take.open.drop": "把训练文件拖到这里，在你自己的房间中打开",
  "take.open.failed": "无法打开这个文件。",
  "take.open.large": "文件超过 {{megabytes}} MB。",

  "take.program": "把实验变成程序",
  "take.program.help":
    "一个 Python 程序：从同样的权重和同样的数据出发，打印出同样的损失（有 Dropout 时因随机失活而略有不同）。读一读，跑一跑，改一改。",
  "take.program.for": "{{framework}} 程序",
  "take.program.failed": "无法生成程序。",

  "take.saving": "正在保存……",
  "take.opening": "正在打开……",
  "take.silent": "服务器没有回应，请稍后再试。",
};
