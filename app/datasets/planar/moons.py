"""Two half moons that reach into each other."""

from __future__ import annotations

import numpy as np

from app.datasets.base import Array
from app.datasets.options import Options
from app.datasets.planar.shapes import displacement, inside
from app.datasets.planar.spec import PlanarDataset
from app.datasets.texts import text

SCALE = 3.3
MIDDLE = (0.5, 0.25)
"""Of scikit-learn's moons, which span -1 to 2 and -0.5 to 1."""


def moons(options: Options, rng: np.random.Generator) -> tuple[Array, Array]:
    """scikit-learn's `make_moons`, enlarged: the upper moon orange, the lower blue.

    Computed here, because a shape in the plane need not wait seconds for that library.
    """
    sizes = options.samples // 2, options.samples - options.samples // 2
    upper, lower = (np.linspace(0, np.pi, size) for size in sizes)
    x = np.append(np.cos(upper), 1 - np.cos(lower))
    y = np.append(np.sin(upper), 1 - np.sin(lower) - 0.5)
    enlarged = SCALE * (np.column_stack([x, y]) - np.array(MIDDLE))
    moved = enlarged + displacement(options.samples, SCALE * options.noise, rng)
    return inside(moved), np.repeat([0.0, 1.0], sizes)


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
