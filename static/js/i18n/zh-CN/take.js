export default {
  "take.title": "带走它",

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
    "一个 Python 程序：从同样的权重和同样的数据出发，打印出同样的损失。读一读，跑一跑，改一改。",
  "take.program.for": "{{framework}} 程序",
  "take.program.failed": "无法生成程序。",

  "take.saving": "正在保存……",
  "take.opening": "正在打开……",
  "take.silent": "服务器没有回应，请稍后再试。",
};
