"""Exclusive or: the sign of x times the sign of y."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.shapes import alternating_labels, displacement, inside
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text

RADIUS = 5.0
PADDING = 0.3
"""Half the width of the empty cross between the quarters."""


def xor(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """Blue where x and y have the same sign, orange where they differ."""
    labels = alternating_labels(options.samples)
    distance = rng.uniform(0, RADIUS, (options.samples, 2)) + PADDING
    side = rng.choice([-1.0, 1.0], options.samples)
    points = distance * np.column_stack([side, np.where(labels == 1, side, -side)])
    return inside(points + displacement(options.samples, RADIUS * options.noise, rng)), labels


XOR = PlanarDataset(
    name="xor",
    title=text("XOR", "异或"),
    description=text(
        "Four squares like a chessboard: opposite corners have the same colour.",
        "像棋盘一样的四个方块：对角的颜色相同。",
    ),
    task="binary",
    generate=xor,
)
