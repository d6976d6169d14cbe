"""Snapshots of a line at growing steps, so that no moment is far from the one before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.training.snapshots import Snapshot
from app.training.timeline.events import Event, Key
from app.training.timeline.shelf import Slip

OVERHEAD_BYTES = 3000
"""What a snapshot takes besides its numbers: its position, its random state, its arrays."""

SLIP_BYTES = 1500
"""What it takes in memory to know where a snapshot's numbers lie."""

MOST_RUNGS = 4096
"""Of all branches; more would make no moment nearer than a person notices."""

KEPT_SHARE = 0.9
"""How much is left when the ladders are thinned; the more, the oftener it has to be done."""


@dataclass(eq=False, slots=True)
class Rung:
    """A snapshot on a ladder.

    Attributes:
        key: its moment; between steps.
        at: seconds of training from the line's beginning to it.
        snapshot: a light one; without its arrays while they are on the shelf.
        bytes: what it takes in memory.
        slip: where on the shelf its arrays are; None while it has them.
    """

    key: Key
    at: float
    snapshot: Snapshot
    bytes: int
    slip: Slip | None = None

    @property
    def shelved(self) -> int:
        """Bytes that it takes on the shelf."""
        return 0 if self.slip is None else self.slip.bytes


class Ladder:
    """The rungs of one branch, in order. Those before its beginning are its parent's.

    Attributes:
        rungs: from the lowest up.
        bytes, shelved: what they take in memory and on the shelf.
    """

    def __init__(self) -> None:
        self.rungs: list[Rung] = []
        self.bytes = self.shelved = 0

    def add(self, rung: Rung) -> None:
        """Put a rung where it belongs."""
        insort(self.rungs, rung, key=_key)
        self.bytes += rung.bytes

    def remove(self, gone: set[int]) -> None:
        """Take away the rungs of these identities."""
        self.rungs = [rung for rung in self.rungs if id(rung) not in gone]
        self.bytes = sum(rung.bytes for rung in self.rungs)
        self.shelved = sum(rung.shelved for rung in self.rungs)

    def put_away(self, rung: Rung, slip: Slip) -> None:
        """Take from a rung what is on the shelf now."""
        self.bytes -= rung.bytes
        rung.slip, rung.snapshot = slip, replace(rung.snapshot, arrays={})
        rung.bytes = size_of(rung.snapshot) + SLIP_BYTES
        self.bytes += rung.bytes
        self.shelved += rung.shelved

    def has_room(self, key: Key, at: float, spacing: float) -> bool:
        """Whether a rung here would be as far from its neighbours as they are to be."""
        place = bisect_left(self.rungs, key, key=_key)
        after = self.rungs[place].at if place < len(self.rungs) else at + spacing
        before = self.rungs[place - 1].at if place else at - spacing
        return at - before >= spacing and after - at >= spacing / 2

    def below(self, goal: Key, newest: Key, events: list[Event]) -> Rung | None:
        """The highest rung from which the goal is reached to the bit.

        A light snapshot lacks what a step leaves behind, so that at least one must be made
        before the goal, and before any event on the way there.

        Args:
            goal: the moment to be reached.
            newest: rungs later than this are of another line.
            events: those of the goal's line.
        """
        place = bisect_right(self.rungs, min(goal, newest), key=_key)
        for rung in reversed(self.rungs[:place]):
            if leads_to(rung.key, goal, events):
                return rung
        return None


def leads_to(start: Key, goal: Key, events: list[Event]) -> bool:
    """Whether a whole step is made on the way, before anything else happens."""
    barrier = events[start.events].step if start.events < goal.events else goal.step
    return start <= goal and start.step < barrier


def thin(ladders: list[Ladder], budget: int) -> None:
    """Take away rungs, evenly, until what is left fits the budget with room to spare.

    Those go first without which the way from rung to rung grows the least; of two neighbours
    only one goes in a round.

    Args:
        ladders: of all branches.
        budget: bytes in memory and on the shelf together.
    """
    count = sum(len(ladder.rungs) for ladder in ladders)
    size = sum(ladder.bytes + ladder.shelved for ladder in ladders)
    while size > KEPT_SHARE * budget or count > KEPT_SHARE * MOST_RUNGS:
        gaps = sorted(_gaps(ladders), key=lambda gap: gap[0])
        if not gaps:
            return
        gone: set[int] = set()
        for _, before, rung, after in gaps:
            if size <= KEPT_SHARE * budget and count <= KEPT_SHARE * MOST_RUNGS:
                break
            if before in gone or after in gone:
                continue
            gone.add(id(rung))
            size, count = size - rung.bytes - rung.shelved, count - 1
        for ladder in ladders:
            ladder.remove(gone)


def _gaps(ladders: list[Ladder]) -> Iterable[tuple[float, int, Rung, int]]:
    """For each rung the way there would be without it, and the names of its neighbours."""
    for ladder in ladders:
        rungs = ladder.rungs
        for place, rung in enumerate(rungs):
            before = rungs[place - 1] if place else None
            after = rungs[place + 1] if place + 1 < len(rungs) else None
            start = before.at if before else 0.0
            # The newest has nobody above it yet; the branch's tip is near.
            end = after.at if after else rung.at + (rung.at - start)
            yield end - start, id(before), rung, id(after)


def _key(rung: Rung) -> Key:
    return rung.key


def rung_of(key: Key, at: float, snapshot: Snapshot) -> Rung:
    """A rung that knows its size."""
    return Rung(key, at, snapshot, size_of(snapshot))


def size_of(snapshot: Snapshot) -> int:
    """Bytes that a snapshot takes."""
    return OVERHEAD_BYTES + sum(array.nbytes for array in snapshot.arrays.values())
