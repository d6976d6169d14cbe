"""Two arms that wind around each other."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.shapes import alternating_labels, displacement, inside
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text

RADIUS = 5.0
TURNS = 1.75


def spiral(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """Archimedean spirals, the orange arm turned by half a turn.

    Both begin one place away from the middle, where they would have the same point.
    """
    labels = alternating_labels(options.samples)
    progress = (np.arange(options.samples) // 2 + 1) / (options.samples / 2)
    radius = RADIUS * np.minimum(progress, 1)
    angle = 2 * np.pi * TURNS * progress + np.where(labels == 1, 0, np.pi)
    points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return inside(points + displacement(options.samples, options.noise, rng)), labels


SPIRAL = PlanarDataset(
    name="spiral",
    title=text("Spiral", "螺旋"),
    description=text(
        "Two arms wind around each other; the hardest of these shapes.",
        "两条旋臂互相缠绕，是这些图形中最难的一个。",
    ),
    task="binary",
    generate=spiral,
)
