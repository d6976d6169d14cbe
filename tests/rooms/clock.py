"""The clock of the runs that live in a test's own process."""

from __future__ import annotations

from time import perf_counter

CLOCKED = ("run", "orders", "motion", "outlook", "telling", "tandem")
"""The modules of `app.rooms` that look at the clock for a run."""


class Clock:
    """The machine's own, put forward where a test would only wait."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        """Seconds, as of `perf_counter`."""
        return perf_counter() + self._skipped

    def skip(self, seconds: float) -> None:
        """Let this time have passed."""
        self._skipped += seconds


CLOCK = Clock()
