"""Numbers that fade away.

A unit that is dead, or a pixel that is always black, has gradients of 0 for good. What an
optimizer remembers of earlier ones then shrinks at every update until it is subnormal (below
1e-38 in single precision), and stays there, because 0.9 times the smallest number is rounded to
itself. Processors compute with subnormal numbers many times slower: on the digits with dead
units a step of Adam takes twice as long.
"""

from __future__ import annotations

import numpy as np

from app.nn.calls import Array, Calls, run

EVERY = 64
"""Updates from one look to the next; at β = 0.9 they shrink a number by a factor of 1000."""


class Fading:
    """Counts updates, and now and then sets to 0 what has faded away in an optimizer's memory.

    Attributes:
        steps: of shape (), updates counted; part of the optimizer's state.
    """

    def __init__(self, *memories: Array) -> None:
        self.steps = np.zeros((), np.float64)
        self._calls = [call for memory in memories for call in _forget_traces(memory)]

    def count(self) -> float:
        """Count an update and return which it is, from 1 on."""
        steps: float = self.steps.item() + 1
        self.steps[()] = steps
        if steps % EVERY == 0:
            run(self._calls)
        return steps


def _forget_traces(memory: Array) -> Calls:
    """x ← (x + c) - c: rounding takes away what is below c · eps / 2, and no more than that.

    That is far below what changes a parameter and far above the subnormal: 1e-26 in single
    precision, which has 1e-38 as its smallest normal number.
    """
    numbers = np.finfo(memory.dtype)
    large = np.asarray(float(numbers.tiny) ** (2 / 3) / float(numbers.eps), memory.dtype)
    yield np.add, (memory, large, memory)
    yield np.subtract, (memory, large, memory)
