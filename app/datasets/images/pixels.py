"""Many pictures in a byte a pixel, of which a few are looked at."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Places: TypeAlias = int | slice | NDArray[np.integer]


class Pixels:
    """Reads like an array of shape (n, numbers in a picture) with numbers from 0 to 1."""

    def __init__(self, raw: Bytes, brightest: int) -> None:
        """Keep `raw`, shape (n, numbers in a picture), whose numbers go up to `brightest`."""
        self._raw, self._brightest = raw, brightest

    @property
    def shape(self) -> tuple[int, ...]:
        """How many pictures, and how many numbers in each."""
        return self._raw.shape

    def __len__(self) -> int:
        return len(self._raw)

    def __getitem__(self, places: Places) -> NDArray[np.float64]:
        return np.asarray(self._raw[places] / self._brightest, np.float64)
