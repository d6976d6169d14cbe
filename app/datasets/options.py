"""What may be chosen about a dataset, checked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.datasets.features import FEATURES

DOMAIN = (-6.0, 6.0)
"""Both axes of every dataset in the plane."""

MAX_NOISE = 0.5

SHAPE_BOUNDS = {
    "position": (0.0, 1.0),
    "size": (0.3, 0.7),
    "size_spread": (0.0, 0.6),
    "rotation": (0.0, 180.0),
}
"""Of options that shapes have. Turned by 45°, a square of 0.7 is just as large as the picture."""


class InvalidOption(ValueError):
    """An option is out of range. The message names it, what was given and what is allowed."""

    def __init__(self, option: str, allowed: str, given: object) -> None:
        super().__init__(f"{option} must be {allowed}; got {given!r}")
        self.option = option
        self.allowed = allowed
        self.given = given


@dataclass(frozen=True)
class Options:
    """The choices of `load`. Each dataset uses those that its spec lists.

    Raises:
        InvalidOption: a value is out of range.
    """

    samples: int
    """Points altogether, training and test; at least 2."""
    noise: float
    """0 to 0.5: the share of a shape's size by which points are displaced, or the deviation of
    what is added to pixels, whose range is 1."""
    test_fraction: float
    """Between 0 and 1, both excluded."""
    seed: int
    features: tuple[str, ...]
    points: tuple[tuple[float, float, int], ...]
    """The user's own: (x, y, label)."""
    drawings: tuple[tuple[bytes, int], ...] = ()
    """The user's own: a byte a pixel, and the class."""
    position: float = 1.0
    """0 to 1: how far from the middle a shape may lie, 1 for as far as there is room."""
    size: float = 0.6
    """0.3 to 0.7: the largest size of a shape, as a share of the picture."""
    size_spread: float = 0.4
    """0 to 0.6: by which share of the largest size a shape may be smaller."""
    rotation: float = 20.0
    """0 to 180: by how many degrees a shape is turned at most, either way."""

    @classmethod
    def plain(cls, samples: int) -> Options:
        """So many samples, and what else is usual."""
        return cls(samples, 0.0, 0.5, 1, ("x", "y"), ())

    def __post_init__(self) -> None:
        if self.samples < 2:
            raise InvalidOption("samples", "at least 2", self.samples)
        if not 0 <= self.noise <= MAX_NOISE:
            raise InvalidOption("noise", f"0 to {MAX_NOISE}", self.noise)
        if not 0 < self.test_fraction < 1:
            raise InvalidOption("test_fraction", "more than 0 and less than 1", self.test_fraction)
        if self.seed < 0:
            raise InvalidOption("seed", "at least 0", self.seed)
        for name, (low, high) in SHAPE_BOUNDS.items():
            if not low <= getattr(self, name) <= high:
                raise InvalidOption(name, f"{low:g} to {high:g}", getattr(self, name))
        _check_features(self.features)
        for index, point in enumerate(self.points):
            _check_point(f"points[{index}]", point)


def _check_features(names: tuple[str, ...]) -> None:
    for name in names:
        if name not in FEATURES:
            raise InvalidOption("features", f"one or more of {', '.join(FEATURES)}", name)
    if not names or len(set(names)) < len(names):
        raise InvalidOption("features", "at least one feature, each named once", names)


def _check_point(where: str, point: tuple[float, float, int]) -> None:
    low, high = DOMAIN
    x, y, label = point
    if not all(math.isfinite(value) and low <= value <= high for value in (x, y)):
        raise InvalidOption(where, f"x and y from {low:g} to {high:g}", point)
    if label not in (0, 1):
        raise InvalidOption(where, "labelled 0 or 1", point)
