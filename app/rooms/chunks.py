"""How many steps to make at a call."""

from __future__ import annotations


class Chunks:
    """Small steps are made many at a call, so that looking at the clock costs nothing.

    Attributes:
        size: how many to make at the next call.
    """

    def __init__(self) -> None:
        self.size = 1

    def learn(self, seconds: float, slice_seconds: float) -> None:
        """Take note of how long as many as `size` took, where so much time is given at once."""
        if seconds < slice_seconds / 8:
            self.size *= 2
        elif seconds > slice_seconds / 2:
            self.size = max(1, self.size // 2)
