"""Two clouds that a straight line can part."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.shapes import alternating_labels, inside
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text

CENTRE = 2.0


def two_gaussians(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """Blue around (2, 2), orange around (-2, -2); the variance grows from 0.5 to 4 with noise."""
    labels = alternating_labels(options.samples)
    centres = np.where(labels == 1, CENTRE, -CENTRE)[:, np.newaxis]
    deviation = np.sqrt(0.5 + 7 * options.noise)
    return inside(centres + deviation * rng.standard_normal((options.samples, 2))), labels


TWO_GAUSSIANS = PlanarDataset(
    name="two_gaussians",
    title=text("Two clouds", "两团点云"),
    description=text(
        "Two round clouds of points; a straight line can separate them.",
        "两团圆形的点云，一条直线就能把它们分开。",
    ),
    task="binary",
    generate=two_gaussians,
)
