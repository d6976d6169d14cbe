"""Two half moons that reach into each other."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.shapes import displacement, inside
from app.datasets.planar.spec import PlanarDataset
from app.datasets.scikit_learn import sklearn_datasets
from app.datasets.texts import text

SCALE = 3.3
MIDDLE = (0.5, 0.25)
"""Of scikit-learn's moons, which span -1 to 2 and -0.5 to 1."""


def moons(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """scikit-learn's `make_moons`, enlarged: the upper moon orange, the lower blue."""
    points, labels = sklearn_datasets().make_moons(options.samples, shuffle=False)
    enlarged = SCALE * (points - np.array(MIDDLE))
    moved = enlarged + displacement(options.samples, SCALE * options.noise, rng)
    return inside(moved), labels.astype(np.float64)


MOONS = PlanarDataset(
    name="moons",
    title=text("Moons", "双月"),
    description=text(
        "Two half moons reach into each other without touching.",
        "两弯月牙互相嵌入，但没有碰到一起。",
    ),
    task="binary",
    generate=moons,
)
