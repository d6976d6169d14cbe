"""A disc of blue points in a ring of orange ones."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.shapes import alternating_labels, displacement, inside
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text

RADIUS = 5.0


def circle(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """Blue within half the radius, orange from 0.7 of it to all of it."""
    labels = alternating_labels(options.samples)
    share = rng.uniform(0, 1, options.samples)
    radius = RADIUS * np.where(labels == 1, 0.5 * share, 0.7 + 0.3 * share)
    angle = rng.uniform(0, 2 * np.pi, options.samples)
    points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return inside(points + displacement(options.samples, RADIUS * options.noise, rng)), labels


CIRCLE = PlanarDataset(
    name="circle",
    title=text("Circle", "圆环"),
    description=text(
        "Blue points in the middle, orange points in a ring around them.",
        "蓝点在中间，橙点围成一圈。",
    ),
    task="binary",
    generate=circle,
)
