"""Who sees a drawing anew while it is drawn, and when."""

from __future__ import annotations

from math import inf

GLANCE_SECONDS = 1 / 20
"""Between two while somebody draws: as often as a page sends what was drawn."""
SETTLED_SECONDS = 0.25
"""How long after the last stroke everything is shown in full again."""


class Glances:
    """Frames between the frames: of a drawing that changed, its way through the network alone.

    Whole frames hold all parameters, also exactly while a run stands; twenty of them a second for
    each screen would be too much for a class, and nothing of them is new.
    """

    def __init__(self) -> None:
        self._changed: set[int] = set()
        self._at, self._settles_at = -inf, inf

    @property
    def settling(self) -> bool:
        """Whether somebody may still be drawing."""
        return self._settles_at < inf

    def want(self, number: int, now: float) -> None:
        """The drawing has changed that the viewer of this number follows, or the room (0)."""
        self._changed.add(number)
        self._settles_at = now + SETTLED_SECONDS

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to do; None if nobody draws."""
        if self._changed:
            return max(0.0, self._at + GLANCE_SECONDS - now)
        return max(0.0, self._settles_at - now) if self.settling else None

    def take(self, now: float) -> set[int]:
        """For whom a glance is due, by number; nobody once everything is to be shown in full."""
        changed, self._changed = self._changed, set()
        if changed:
            self._at = now
        else:
            self._settles_at = inf
        return changed

    def forget(self) -> None:
        """Everything was just shown."""
        self._changed.clear()
        self._settles_at = inf
