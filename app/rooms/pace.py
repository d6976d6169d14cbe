"""How many phases or steps are due."""

from __future__ import annotations

from app.rooms.commands import Speed

FULL_SPEED = Speed(type="speed", unit="step", per_second=None)
DEFAULT_SPEED = FULL_SPEED
MAX_BACKLOG_SECONDS = 0.25


class Pace:
    """Turns a speed into amounts of work, from a clock.

    Attributes:
        speed: how fast a run plays.
        playing: whether it does: time alone advances it.
    """

    def __init__(self, speed: Speed = DEFAULT_SPEED) -> None:
        self.speed, self.playing = speed, False
        self._since: float | None = None
        self._owed = 0.0

    def start(self, now: float) -> None:
        """Begin to count; the first unit is due at once."""
        self._since, self._owed = now, 1.0

    def due(self, now: float) -> int | None:
        """How many units to make now; None for as many as there is time for."""
        rate = self.speed.per_second
        if rate is None:
            return None
        if self._since is not None:
            # Whoever was busy elsewhere does not make up for lost time in a rush.
            most = 1 + max(1.0, rate * MAX_BACKLOG_SECONDS)
            self._owed = min(self._owed + (now - self._since) * rate, most)
        self._since = now
        return int(self._owed)

    def made(self, units: int) -> None:
        """Take note of units that were made."""
        self._owed = max(0.0, self._owed - units)

    def wait(self, now: float) -> float:
        """Seconds until the next unit is due."""
        rate = self.speed.per_second
        if rate is None or self._since is None:
            return 0.0
        return max(0.0, (1 - self._owed) / rate - (now - self._since))


class Tachometer:
    """Measures steps per second over the last half second or more."""

    def __init__(self) -> None:
        self.steps_per_second = 0.0
        self._at: float | None = None
        self._steps = 0

    def stop(self) -> None:
        """The run stands still."""
        self.steps_per_second, self._at = 0.0, None

    def read(self, now: float, steps: int) -> float:
        """The measured speed, given the steps made so far."""
        if self._at is None or steps < self._steps:
            self._at, self._steps = now, steps
        elif now - self._at >= 0.5:
            self.steps_per_second = (steps - self._steps) / (now - self._at)
            self._at, self._steps = now, steps
        return self.steps_per_second
