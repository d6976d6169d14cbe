"""The points that the user places."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text


def points(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """`options.points` as they are; there may be none."""
    table = np.array(options.points, dtype=np.float64).reshape(-1, 3)
    return table[:, :2], table[:, 2]


POINTS = PlanarDataset(
    name="points",
    title=text("Your own points", "自己画点"),
    description=text(
        "Place orange and blue points yourself, with the mouse or a finger.",
        "用鼠标或手指自己放置橙点和蓝点。",
    ),
    task="binary",
    options=("test_fraction", "seed", "features", "points"),
    generate=points,
)
