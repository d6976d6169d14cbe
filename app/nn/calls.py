"""What a bound network does, written down as NumPy calls on fixed buffers.

A layer's `forward` and `backward` do not compute: they *yield* the calls that compute, in
the order of the formula. The network collects them once, when it is bound to a batch size.
Running a pass is then a walk over a list, without attribute look-ups, branches or new
arrays, and the same list serves the whole step and the single phase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
"""An array of the network's dtype: float32, or float64 for gradient checks."""

Shape: TypeAlias = tuple[int, ...]
"""A shape without the batch axis."""

Call: TypeAlias = tuple[Callable[..., object], tuple[object, ...]]
"""A function and its positional arguments; NumPy's output array is the last of them.

`np.maximum` and `np.minimum` are to have their output bound by name (`functools.partial`).
"""

Calls: TypeAlias = Iterator[Call]


def run(calls: Iterable[Call]) -> None:
    """Carry out the calls in order."""
    for function, arguments in calls:
        function(*arguments)
