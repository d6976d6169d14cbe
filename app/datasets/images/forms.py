"""Circle, square, triangle and cross, each as a signed distance, and drawn from it.

A form lies around (0, 0) in a field one unit wide; y points down. Signed distances are below 0
inside of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.datasets.texts import Text, text

Numbers: TypeAlias = NDArray[np.float64]
Small: TypeAlias = NDArray[np.float32]
Distance: TypeAlias = Callable[[Small, Small], Small]

FINER = 2
"""Points along a pixel at which the distance is taken."""

CHUNK = 200
"""Pictures that are drawn at a time: points between pixels take much room."""

_HEIGHT = np.sqrt(0.75)
_ARM = 0.16
"""Half the width of the arms of a cross."""


class Form(NamedTuple):
    """A form that can be drawn.

    Attributes:
        name: in all languages.
        distance: of points from its edge, by x and y.
        corners: of shape (2, n), which a box around it goes by; none where it is round.
    """

    name: Text
    distance: Distance
    corners: Numbers | None


def _circle(x: Small, y: Small) -> Small:
    return np.hypot(x, y) - np.float32(0.5)


def _square(x: Small, y: Small) -> Small:
    return _rectangle(x, y, 0.5, 0.5)


def _triangle(x: Small, y: Small) -> Small:
    """Of three equal sides, on one of them."""
    slant = np.abs(x) * np.float32(_HEIGHT) - y / 2
    return np.maximum(slant, y) - np.float32(_HEIGHT / 3)


def _cross(x: Small, y: Small) -> Small:
    return np.minimum(_rectangle(x, y, 0.5, _ARM), _rectangle(x, y, _ARM, 0.5))


def _rectangle(x: Small, y: Small, half_width: float, half_height: float) -> Small:
    beside, above = np.abs(x) - np.float32(half_width), np.abs(y) - np.float32(half_height)
    nearest: Small = np.maximum(beside, above)
    return nearest


def _corners(*places: tuple[float, float]) -> Numbers:
    return np.array(places, np.float64).T


_SIGNS = [(x, y) for x in (-1, 1) for y in (-1, 1)]

FORMS: Sequence[Form] = (
    Form(text("circle", "圆形"), _circle, None),
    Form(text("square", "正方形"), _square, _corners(*((0.5 * x, 0.5 * y) for x, y in _SIGNS))),
    Form(
        text("triangle", "三角形"),
        _triangle,
        _corners((-0.5, _HEIGHT / 3), (0.5, _HEIGHT / 3), (0, -2 * _HEIGHT / 3)),
    ),
    Form(
        text("cross", "十字形"),
        _cross,
        _corners(
            *((0.5 * x, _ARM * y) for x, y in _SIGNS), *((_ARM * x, 0.5 * y) for x, y in _SIGNS)
        ),
    ),
)
"""By class."""


def extents_of(form: Form, angles: Numbers) -> tuple[Numbers, Numbers]:
    """How far a form of size 1 reaches once it is turned by these angles, in radians.

    Returns:
        The upper left and the lower right corner of the box around it, each of shape (2, n).
    """
    if form.corners is None:
        low = np.full((2, len(angles)), -0.5)
        return low, -low
    sine, cosine = np.sin(angles)[:, None], np.cos(angles)[:, None]
    x, y = form.corners
    turned = np.stack([cosine * x - sine * y, sine * x + cosine * y])
    return turned.min(axis=2), turned.max(axis=2)


def draw(form: Form, places: Numbers, sizes: Numbers, angles: Numbers, side: int) -> Small:
    """Pictures of a form, `side` pixels high and wide.

    Args:
        places: (2, n), x and y of the form's (0, 0), as shares of the picture.
        sizes: (n,), as shares of the picture.
        angles: (n,), by how much it is turned, in radians.

    Returns:
        Shape (n, side, side): how much of each pixel is inked, from 0 to 1.
    """
    pictures = np.empty((len(sizes), side, side), np.float32)
    for start in range(0, len(sizes), CHUNK):
        part = slice(start, start + CHUNK)
        pictures[part] = _drawn(form, places[:, part], sizes[part], angles[part], side)
    return pictures


def _drawn(form: Form, places: Numbers, sizes: Numbers, angles: Numbers, side: int) -> Small:
    fine = side * FINER
    points = (np.arange(fine, dtype=np.float32) + np.float32(0.5)) / np.float32(fine)
    size, sine, cosine, across, down = (
        numbers.astype(np.float32)[:, None, None]
        for numbers in (sizes, np.sin(angles), np.cos(angles), *places)
    )
    x, y = points[None, None, :] - across, points[None, :, None] - down
    distances = form.distance((cosine * x + sine * y) / size, (cosine * y - sine * x) / size)
    ink = np.clip(np.float32(0.5) - distances * size * fine, 0, 1)
    coverage: Small = ink.reshape(-1, side, FINER, side, FINER).mean(axis=(2, 4))
    return coverage
