"""178 wines from three growers in one region of Italy (M. Forina et al., 1988)."""

from __future__ import annotations

from app.datasets.real.table import ClassTable
from app.datasets.texts import text

WINE = ClassTable(
    name="wine",
    title=text("Wine", "葡萄酒"),
    description=text(
        "Thirteen laboratory values of a wine: which of three growers made it?",
        "一种葡萄酒的十三项化验值：判断它来自三位酒农中的哪一位。",
    ),
    task="multiclass",
    file="wine_data.csv",
    columns=(
        text("alcohol", "酒精"),
        text("malic acid", "苹果酸"),
        text("ash", "灰分"),
        text("alcalinity of ash", "灰分碱度"),
        text("magnesium", "镁"),
        text("total phenols", "总酚"),
        text("flavanoids", "类黄酮"),
        text("nonflavanoid phenols", "非类黄酮酚"),
        text("proanthocyanins", "原花青素"),
        text("color intensity", "颜色强度"),
        text("hue", "色调"),
        text("OD280/OD315", "OD280/OD315"),
        text("proline", "脯氨酸"),
    ),
    classes=(
        text("grower 1", "酒农 1"),
        text("grower 2", "酒农 2"),
        text("grower 3", "酒农 3"),
    ),
)
