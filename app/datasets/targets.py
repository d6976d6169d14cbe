"""Class indices and values in the form that a network's output has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def as_columns(targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """Labels 0 and 1, or values, of shape (n,): shape (n, 1)."""
    return targets.reshape(-1, 1)


def one_hot(targets: NDArray[np.float64], classes: int) -> NDArray[np.float64]:
    """Class indices of shape (n,): shape (n, classes), 1 at the class and 0 elsewhere."""
    return np.eye(classes)[targets.astype(np.int64)]
