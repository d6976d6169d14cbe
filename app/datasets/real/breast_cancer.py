"""569 tumours, measured under the microscope (Wisconsin Diagnostic Breast Cancer, 1995).

Ten properties of the cell nuclei in a picture, and of each its mean, its standard error and
its "worst" value, the mean of the three largest.
"""

from __future__ import annotations

from app.datasets.real.table import ClassTable
from app.datasets.texts import text

_PROPERTIES = (
    text("radius", "半径"),
    text("texture", "纹理"),
    text("perimeter", "周长"),
    text("area", "面积"),
    text("smoothness", "光滑度"),
    text("compactness", "紧致度"),
    text("concavity", "凹度"),
    text("concave points", "凹点"),
    text("symmetry", "对称性"),
    text("fractal dimension", "分形维数"),
)

_STATISTICS = (text("mean {}", "平均{}"), text("{} error", "{}误差"), text("worst {}", "最差{}"))

BREAST_CANCER = ClassTable(
    name="breast_cancer",
    title=text("Breast cancer", "乳腺癌"),
    description=text(
        "Thirty measurements of the cells of a tumour: is it malignant or benign?",
        "肿瘤细胞的三十项测量值：判断它是恶性还是良性。",
    ),
    task="binary",
    file="breast_cancer.csv",
    columns=tuple(
        {language: pattern.format(quantity[language]) for language, pattern in statistic.items()}
        for statistic in _STATISTICS
        for quantity in _PROPERTIES
    ),
    classes=(text("malignant", "恶性"), text("benign", "良性")),
)
