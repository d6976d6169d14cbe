"""What a network may read of a point in the plane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Feature:
    """A function of the raw coordinates, element by element."""

    name: str
    label: str
    function: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]


_FEATURES = (
    Feature("x", "x", lambda x, y: x),
    Feature("y", "y", lambda x, y: y),
    Feature("x_squared", "x²", lambda x, y: x * x),
    Feature("y_squared", "y²", lambda x, y: y * y),
    Feature("xy", "xy", lambda x, y: x * y),
    Feature("sin_x", "sin x", lambda x, y: np.sin(x)),
    Feature("sin_y", "sin y", lambda x, y: np.sin(y)),
)

FEATURES: Mapping[str, Feature] = {feature.name: feature for feature in _FEATURES}


def evaluate(names: Sequence[str], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The named features of points of shape (n, 2): shape (n, len(names))."""
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([FEATURES[name].function(x, y) for name in names])
