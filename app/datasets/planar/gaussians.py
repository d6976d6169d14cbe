"""Regression: three hills and three hollows."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import DOMAIN, Options
from app.datasets.planar.shapes import displacement
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text

CENTRES = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
HEIGHTS = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
RADIUS = 2.0


def gaussians(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """Each centre's height falls off evenly to 0 at a distance of 2; the nearest centre counts.

    Noise reads the value at a place nearby.
    """
    points = rng.uniform(*DOMAIN, (options.samples, 2))
    read = points + displacement(options.samples, DOMAIN[1] * options.noise, rng)
    distances = np.linalg.norm(read[:, np.newaxis] - CENTRES, axis=2)
    nearest = distances.argmin(axis=1)
    falloff = np.clip(1 - distances.min(axis=1) / RADIUS, 0, 1)
    return points, np.where(falloff > 0, HEIGHTS[nearest] * falloff, 0.0)


GAUSSIANS = PlanarDataset(
    name="gaussians",
    title=text("Hills and hollows", "山丘与凹地"),
    description=text(
        "Every point has a height: three hills and three hollows on flat ground.",
        "每个点都有一个高度：平地上有三座山丘和三个凹地。",
    ),
    task="regression",
    generate=gaussians,
)
