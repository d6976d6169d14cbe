"""How the parameters of a run came to be what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.nn.calls import Array

MOST_MOMENTS = 200
MOST_BYTES = 8 * 2**20
"""What a record may hold; a network of many parameters is remembered at fewer moments."""


class ParameterHistory(Protocol):
    """Moments of a run's past, oldest first."""

    def moments(self, until: int) -> Iterator[tuple[int, Array]]:
        """Yield steps, `until` one at most, and the flat parameter vector of each, to be read."""


class ParameterRecord:
    """Copies of the parameter vector at evenly spread moments: bounded, whatever comes.

    When it is full every second moment is forgotten and those to come are twice as far apart.
    """

    def __init__(self, parameters: Array) -> None:
        """Begin with nothing; `parameters` says how large a moment is."""
        self._most = max(2, min(MOST_MOMENTS, MOST_BYTES // max(1, parameters.nbytes)))
        self._stride, self._due = 1, 0
        self._steps: list[int] = []
        self._copies: list[Array] = []

    def moments(self, until: int) -> Iterator[tuple[int, Array]]:
        for step, copy in zip(self._steps, self._copies, strict=True):
            if step <= until:
                yield step, copy

    def note(self, step: int, parameters: Array) -> None:
        """Take note of the parameters at a step, if it is time; cheap enough for every step."""
        if self._steps and step <= self._steps[-1]:
            self.forget_from(step)
        elif step < self._due:
            return
        self._steps.append(step)
        self._copies.append(parameters.copy())
        if len(self._steps) >= self._most:
            del self._steps[1::2], self._copies[1::2]
            self._stride *= 2
        self._due = self._steps[-1] + self._stride

    def forget_from(self, step: int) -> None:
        """Forget this step and what came after it: it is lived through anew."""
        kept = sum(earlier < step for earlier in self._steps)
        del self._steps[kept:], self._copies[kept:]
        self._due = self._steps[-1] + self._stride if self._steps else 0


def story_of(
    history: ParameterHistory, until: int, places: Sequence[int]
) -> tuple[list[int], list[list[float]]]:
    """The steps, and the values of single parameters at each of them, a list for each place."""
    steps: list[int] = []
    values: list[list[float]] = [[] for _ in places]
    for step, parameters in history.moments(until):
        steps.append(step)
        for value, place in zip(values, places, strict=True):
            value.append(float(str(parameters[place])))
    return steps, values
