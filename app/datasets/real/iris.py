"""150 iris flowers of three species (R. A. Fisher, 1936)."""

from __future__ import annotations

from app.datasets.real.table import ClassTable
from app.datasets.texts import text

IRIS = ClassTable(
    name="iris",
    title=text("Iris flowers", "鸢尾花"),
    description=text(
        "Four lengths measured on 150 iris flowers: which of three species is it?",
        "测量了 150 朵鸢尾花的四个长度：判断它属于三个品种中的哪一个。",
    ),
    task="multiclass",
    file="iris.csv",
    columns=(
        text("sepal length", "萼片长度"),
        text("sepal width", "萼片宽度"),
        text("petal length", "花瓣长度"),
        text("petal width", "花瓣宽度"),
    ),
    classes=(
        text("setosa", "山鸢尾"),
        text("versicolor", "变色鸢尾"),
        text("virginica", "维吉尼亚鸢尾"),
    ),
)
