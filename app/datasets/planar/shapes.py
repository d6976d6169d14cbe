"""What the generators share."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import DOMAIN


def alternating_labels(count: int) -> Array:
    """0, 1, 0, 1, ...: as many of the one as of the other."""
    return (np.arange(count) % 2).astype(np.float64)


def displacement(count: int, reach: float, rng: np.random.Generator) -> Array:
    """Evenly distributed from -reach to reach in both axes; shape (count, 2)."""
    return rng.uniform(-1, 1, (count, 2)) * reach


def inside(points: Array) -> Array:
    """Mirror at the border of the domain whatever lies beyond it.

    Clipping would pile the points up on the border.
    """
    edge = DOMAIN[1]
    folded = edge - np.abs((points + edge) % (4 * edge) - 2 * edge)
    return np.where(np.abs(points) > edge, folded, points)
