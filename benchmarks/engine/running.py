"""A workload that a peer has prepared and can train."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol, TypeAlias

Step: TypeAlias = Callable[[], Any]
"""Makes one step on the next mini-batch and returns its loss as the peer's own kind of number."""


class Running(Protocol):
    """A network in the middle of its training."""

    def losses(self, count: int) -> list[float]:
        """Make steps; the loss of each, before its update."""

    def seconds(self, count: int) -> float:
        """Make steps; how long they took together."""

    def close(self) -> None:
        """Train no more."""


class InProcess:
    """A network that trains in this very process, step by step."""

    def __init__(self, step: Step, number: Callable[[Any], float] = float) -> None:
        self.step, self.number = step, number

    def losses(self, count: int) -> list[float]:
        return [self.number(self.step()) for _ in range(count)]

    def seconds(self, count: int) -> float:
        step = self.step
        began = perf_counter()
        for _ in range(count):
            step()
        return perf_counter() - began

    def close(self) -> None:
        return
