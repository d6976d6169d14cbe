"""Numbers on their way into JSON."""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray


def exact(value: np.floating[Any] | NDArray[np.floating[Any]]) -> float | None:
    """A number, or an array of shape (): the one of fewest digits that reads back as the same.

    None where it is not finite. A float32 written as a float64 would have 17 digits, of which 9
    say all there is to say.
    """
    return float(str(value)) if isfinite(value) else None


def exact_list(values: NDArray[np.floating[Any]]) -> list[float | None]:
    """`exact` of each number of a vector."""
    return [exact(value) for value in values]
