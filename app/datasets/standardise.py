"""Mean 0 and standard deviation 1, as measured on the training part alone.

Measuring on all data would let the test part leak into training: Hastie, Tibshirani and
Friedman, The Elements of Statistical Learning, 2nd edition, section 7.10.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Standardisation:
    """standardised = (raw - mean) / scale; each of shape (features,) or (1,)."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]

    @classmethod
    def fit(
        cls, train: NDArray[np.float64], per: Literal["feature", "dataset"] = "feature"
    ) -> Standardisation:
        """Measure training inputs of shape (n, features), n at least 1.

        A value that never varies gets the scale 1, since 0 / 0 says nothing.
        """
        values = train if per == "feature" else train.reshape(-1, 1)
        constant = np.ptp(values, axis=0) == 0
        return cls(values.mean(axis=0), np.where(constant, 1.0, values.std(axis=0)))

    def apply(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """Raw to standardised, shape (n, features)."""
        return (raw - self.mean) / self.scale

    def restore(self, standardised: NDArray[np.float64]) -> NDArray[np.float64]:
        """Standardised to raw, shape (n, features)."""
        return standardised * self.scale + self.mean
