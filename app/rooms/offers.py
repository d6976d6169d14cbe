"""Pictures that people in a room drew for its presenter, until somebody has looked at them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import count
from math import inf
from typing import Any

from app.datasets import Drawing

MOST_OFFERS = 60
"""That wait at a time: as many as two rows of a class draw."""
MOST_OF_ONE = 5
"""Of one person."""
SECONDS = 1.0
"""Between two of one person."""


class TooManyOffers(Exception):
    """An offer is not taken now; the text says why."""


@dataclass(frozen=True)
class Offer:
    """A picture, who drew it and its number, which no other one has."""

    id: int
    number: int
    drawing: Drawing

    def to_json(self) -> dict[str, Any]:
        """What presenters are told of it."""
        return {"id": self.id, "number": self.number, **asdict(self.drawing)}


class Offers:
    """What waits, the oldest first. It is kept in memory only: nobody has taken it yet."""

    def __init__(self) -> None:
        self._waiting: dict[int, Offer] = {}
        self._ids = count(1)
        self._given_at: dict[int, float] = {}

    @property
    def waiting(self) -> dict[int, Offer]:
        """What waits, by number."""
        return self._waiting

    def of(self, number: int) -> int:
        """How many of this viewer wait."""
        return sum(offer.number == number for offer in self._waiting.values())

    def give(self, number: int, drawing: Drawing, now: float) -> None:
        """Let a picture wait.

        Args:
            number: of the viewer who drew it.
            drawing: the picture, labelled, in the shape of the data.
            now: in seconds, on any clock.

        Raises:
            TooManyOffers: this viewer, or all together, have given too many.
        """
        if len(self._waiting) >= MOST_OFFERS:
            raise TooManyOffers(f"{MOST_OFFERS} drawings wait to be looked at already.")
        if self.of(number) >= MOST_OF_ONE:
            raise TooManyOffers(f"{MOST_OF_ONE} of your drawings wait to be looked at already.")
        if now < self._given_at.get(number, -inf) + SECONDS:
            raise TooManyOffers("One drawing a second is enough. Try again in a moment.")
        self._given_at[number] = now
        offer = Offer(next(self._ids), number, drawing)
        self._waiting[offer.id] = offer

    def put_away(self, ids: tuple[int, ...]) -> None:
        """Let these wait no longer; numbers of which there is none are passed over."""
        for number in ids:
            self._waiting.pop(number, None)

    def forget(self, number: int) -> None:
        """A viewer has gone and will not come again under this number; what was given waits on."""
        self._given_at.pop(number, None)

    def clear(self) -> None:
        """The data are others now: none of this is like them."""
        self._waiting.clear()
