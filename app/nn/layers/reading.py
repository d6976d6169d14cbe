"""What one number of a layer's output is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.intp]
"""Where numbers stand in something laid out flat, row by row."""


@dataclass(frozen=True)
class Reading:
    """Which numbers one unit of a layer's output reads, and by which parameters.

    Attributes:
        inputs: (numbers,), flat places in the layer's input; -1 is the border around maps.
        parameters: (numbers,), flat places within the layer's own parameters; None where what
            is read has no weight of its own that is learned.
        bias: the same of what is added, or None.
    """

    inputs: Places
    parameters: Places | None = None
    bias: int | None = None

    def place_of(self, number: int | None) -> int | None:
        """Where a weight, by its number here, or the bias (None) stands in the layer's parameters.

        None where it is not learned.
        """
        if number is None:
            return self.bias
        return None if self.parameters is None else int(self.parameters[number])
