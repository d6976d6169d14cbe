"""How much of something is let through: token buckets."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_KEYS = 10_000
"""Buckets kept at a time; the one that was asked longest ago is forgotten for a new one."""

Clock = Callable[[], float]


@dataclass(frozen=True)
class Limit:
    """So many at once, and then so many a second.

    Attributes:
        at_once: what a full bucket holds.
        per_second: what flows into it.
    """

    at_once: int
    per_second: float

    def __str__(self) -> str:
        return f"{self.at_once} at once and then {self.per_second:g} a second"


class Bucket:
    """Holds tokens: whatever is let through takes one, and time brings new ones."""

    def __init__(self, limit: Limit, clock: Clock = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._tokens = float(limit.at_once)
        self._counted_at = clock()

    def take(self) -> bool:
        """Take a token; False, and nothing taken, if there is none."""
        self._fill()
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    @property
    def wait(self) -> float:
        """Seconds until there is a token."""
        self._fill()
        return max(0.0, (1 - self._tokens) / self.limit.per_second)

    def _fill(self) -> None:
        now = self._clock()
        # A clock that stands still or goes back brings nothing.
        grown = max(0.0, now - self._counted_at) * self.limit.per_second
        self._tokens = min(float(self.limit.at_once), self._tokens + grown)
        self._counted_at = now


class Buckets:
    """A bucket for every key, as an address is one; memory stays bounded whoever comes."""

    def __init__(
        self, limit: Limit, clock: Clock = time.monotonic, most_keys: int = MOST_KEYS
    ) -> None:
        self.limit = limit
        self._clock, self._most_keys = clock, most_keys
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def of(self, key: str) -> Bucket:
        """The bucket of this key; a new and full one if there is none."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self._most_keys:
                # Asked longest ago, it is the likeliest to be full and so to say nothing.
                self._buckets.popitem(last=False)
            bucket = self._buckets[key] = Bucket(self.limit, self._clock)
        else:
            self._buckets.move_to_end(key)
        return bucket
