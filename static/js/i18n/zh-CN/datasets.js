export default {
  "training.augmentation": "随机改变训练图片",

  "fetch.begin": "下载",
  "fetch.progress": "下载进度",
  "fetch.of": "已下载 {{done}} / {{total}} MB",
  "fetch.asking": "正在连接……",
  "fetch.kept": "用这些数据的训练还保留着，下载完成后就会继续。",
  "fetch.done": "已下载 {{done}} MB",
  "fetch.storing": "下载完成，正在读取；大约需要一分钟。",
  "fetch.unreachable": "服务器无法访问 openml.org。请连接互联网后重试。",
  "fetch.failed": "没有成功。请重试；详情见服务器日志。",
};
