"""442 people with diabetes (B. Efron et al., Least Angle Regression, 2004)."""

from __future__ import annotations

from app.datasets.real.table import ValueTable
from app.datasets.texts import text

DIABETES = ValueTable(
    name="diabetes",
    title=text("Diabetes", "糖尿病"),
    description=text(
        "Age, blood values and more of 442 people: how far has their diabetes come a year later?",
        "442 位患者的年龄、血液指标等：预测一年后糖尿病发展到什么程度。",
    ),
    task="regression",
    file="diabetes_data_raw.csv.gz",
    values_file="diabetes_target.csv.gz",
    columns=(
        text("age", "年龄"),
        text("sex", "性别"),
        text("body mass index", "体质指数"),
        text("blood pressure", "血压"),
        text("total cholesterol", "总胆固醇"),
        text("LDL", "低密度脂蛋白"),
        text("HDL", "高密度脂蛋白"),
        text("cholesterol/HDL", "总胆固醇/HDL"),
        text("triglycerides (log)", "甘油三酯（对数）"),
        text("blood sugar", "血糖"),
    ),
    target=text("disease progression", "病情发展"),
    unit=None,
)
