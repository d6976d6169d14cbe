"""What something costs that is done again and again."""

from __future__ import annotations

from collections import deque

LATEST = 3


class Cost:
    """The least of the latest few times it took, and nothing until there are so many.

    On a busy machine others come in between now and then, for longer than the thing itself takes.
    """

    def __init__(self) -> None:
        self._latest = deque([0.0], LATEST)

    def note(self, seconds: float) -> None:
        """It took so long this time."""
        self._latest.append(seconds)

    @property
    def seconds(self) -> float:
        """What it costs."""
        return min(self._latest)
