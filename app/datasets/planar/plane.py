"""Regression: a tilted plane."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import DOMAIN, Options
from app.datasets.planar.shapes import displacement
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text


def plane(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """Height (x + y) / 12, which is -1 in one corner and 1 in the opposite one.

    Noise reads the value at a place nearby.
    """
    points = rng.uniform(*DOMAIN, (options.samples, 2))
    read = points + displacement(options.samples, DOMAIN[1] * options.noise, rng)
    return points, np.clip(read.sum(axis=1) / (2 * DOMAIN[1]), -1, 1)


PLANE = PlanarDataset(
    name="plane",
    title=text("Tilted plane", "斜面"),
    description=text(
        "Every point has a value that rises evenly from one corner to the opposite one.",
        "每个点都有一个数值，从一个角到对角均匀升高。",
    ),
    task="regression",
    generate=plane,
)
