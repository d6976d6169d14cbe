"""A room's run and, while two are compared, the one beside it: both at the same step."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Any, TypeAlias

from app.rooms.beside import Beside
from app.rooms.chunks import Chunks
from app.rooms.pace import Pace
from app.training import Unit
from app.training.timeline import Timeline

Place: TypeAlias = tuple[int, int]
"""Steps, and phases of the step under way."""

SLICE_SECONDS = 0.004
"""How long a run trains before its worker looks at the others and at its commands."""

PIECE_SECONDS = 0.002

LEAST_SHARE = 1 / 64
MOST_SLICES = 2
"""In so many slices of time the other run should have come along."""


class Tandem:
    """Moves one timeline, or two in step.

    There is one place at which both are to be. One of them leads there and the other comes along:
    the room's own, unless it has ended by itself and only the other one can go further. One that
    has ended stays where it did while the place is beyond that.

    Attributes:
        timeline: the room's own run.
        beside: the other one, while there is one.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.beside: Beside | None = None
        self._place: Place = (0, 0)
        self._way: Iterator[None] | None = None
        self._following = 0.0
        self._share = 1.0
        self._chunks, self._chunks_beside = Chunks(), Chunks()
        self._stuck = False

    # Two or one.

    def put_beside(self, beside: Beside | None, place: Place | None = None) -> None:
        """From now on have this run beside the room's own, or none.

        Args:
            beside: the run.
            place: where both are to be; where the room's own is, if that is not given.
        """
        self.beside, self._share, self._chunks_beside = beside, 1.0, Chunks()
        self._aim(place or _place(self.timeline))

    def to_json(self) -> dict[str, Any] | None:
        """What is needed to put a second run beside this one again."""
        if self.beside is None:
            return None
        step, phases = self._place
        experiment = self.beside.experiment.model_dump(mode="json")
        return {"experiment": experiment, "step": step, "phases": phases}

    # Where they are.

    @property
    def leader(self) -> Timeline:
        """The run that goes first from here."""
        own, beside = self.timeline, self.beside
        if beside is None or not (_ended(own) and own.latest <= self._place[0]):
            return own
        other = beside.timeline
        return other if not _ended(other) or other.latest > own.latest else own

    @property
    def latest(self) -> int:
        """The newest step that can be gone to."""
        own = self.timeline.latest
        if self.beside is None or not _ended(self.timeline):
            return own
        return max(own, self.beside.timeline.latest)

    @property
    def steps(self) -> int:
        """The step of the one that has come further."""
        own = self.timeline.trainer.steps
        return own if self.beside is None else max(own, self.beside.trainer.steps)

    @property
    def ended(self) -> bool:
        """Whether neither can go on from where it stands."""
        return self.leader.at_tip and self.leader.trainer.stop_reason is not None

    @property
    def in_step(self) -> bool:
        """Whether nobody has to come along any more."""
        return self._all_there()

    def _all_there(self) -> bool:
        if self.beside is None or self._stuck:
            return True
        return self._there(self.timeline) and self._there(self.beside.timeline)

    def come_along(self, seconds: float) -> bool:
        """Bring both to the place they are to be at, or as far as they come in so much time.

        Returns:
            Whether they are there.

        Raises:
            ReplayError: one cannot go back there.
        """
        if self.in_step:
            return True
        if self._way is None:
            self._way, self._following = self._ways(), 0.0
        began = perf_counter()
        for _ in self._way:
            if perf_counter() >= began + seconds:
                break
        self._following += perf_counter() - began
        if not self._all_there():
            return False
        self._way = None
        # Where the other one is the slower, the first goes in smaller pieces, so that what is
        # seen of both comes often.
        if self._following > MOST_SLICES * SLICE_SECONDS:
            self._share = max(LEAST_SHARE, self._share / 2)
        elif self._following < SLICE_SECONDS / 2:
            self._share = min(1.0, self._share * 2)
        return True

    def stay(self) -> None:
        """Have both stay where they are, wherever that is, until they are told to go."""
        self._way, self._stuck = None, True

    def follow(self) -> None:
        """Let the other one come to where the room's own was brought."""
        self._aim(_place(self.timeline))

    # Where they go.

    def seek(self, step: int) -> Iterator[None]:
        """Go to a step, as `Timeline.seek`."""
        self.timeline.tree.check_step(step, self.latest)
        self._aim((step, 0))
        return self.timeline.seek(min(step, self.timeline.latest))

    def back(self, unit: Unit, count: int) -> Iterator[None]:
        """Go back, as `Timeline.back`."""
        leader = self.leader
        search = leader.back(unit, count)
        self._aim((leader.goal.step, leader.goal.phases))
        # The other run's searches are part of the way that both are brought along.
        return search if leader is self.timeline else iter(())

    def reset(self) -> Iterator[None]:
        """Go back to the initial weights, as `Timeline.reset`."""
        search = self.timeline.reset()
        self._aim((self.timeline.goal.step, self.timeline.goal.phases))
        return search

    def moves(self, unit: Unit, count: int) -> Iterator[None]:
        """Advance by so many, in moves so small that others need not wait for them."""
        if self.beside is None:
            self.timeline.resume()
        for _ in range(count):
            yield from self._all_along()
            leader = self.leader
            if unit == "epoch":
                epoch = leader.trainer.epoch
                while leader.trainer.epoch == epoch and leader.step():
                    self._note(leader)
                    yield from self._all_along()
                    yield
            else:
                leader.step(unit)
                self._note(leader)
                yield
        yield from self._all_along()

    def _all_along(self) -> Iterator[None]:
        while not self.come_along(PIECE_SECONDS):
            yield

    def train(self, now: float, pace: Pace, seconds: float) -> int:
        """Train for a slice of time, or for less if no more is due.

        Returns:
            How many units of the pace's speed were made.
        """
        leader, unit = self.leader, pace.speed.unit
        chunks = self._chunks if leader is self.timeline else self._chunks_beside
        allowed = seconds if self.beside is None else seconds * self._share
        due, made, end = pace.due(now), 0, now + allowed
        while now < end and (due is None or made < due) and leader.trainer.stop_reason is None:
            chunk = chunks.size if due is None else min(chunks.size, due - made)
            made += leader.step(unit, chunk)
            began, now = now, perf_counter()
            if chunk == chunks.size:  # Else the pace is slow, and says nothing of the time.
                chunks.learn(now - began, allowed)
        pace.made(made)
        self._note(leader)
        return made

    def forget_pace(self) -> None:
        """The room's own run is another one now, and may be slower."""
        self._chunks = Chunks()

    # Coming along.

    def _aim(self, place: Place) -> None:
        self._place, self._way, self._stuck = place, None, False

    def _note(self, leader: Timeline) -> None:
        """Both are to be where the leader came to; a divergence, which goes back, counts not."""
        self._place, self._stuck = max(self._place, _place(leader)), False

    def _goal(self, line: Timeline) -> Place:
        """The place, in a network that may have fewer phases."""
        step, phases = self._place
        trainer = line.trainer
        return step, min(phases, trainer.phases_done + trainer.phases_left - 1)

    def _there(self, line: Timeline) -> bool:
        if line.searching:
            return False
        here, goal = _place(line), self._goal(line)
        return here == goal or (line.at_tip and _ended(line) and here < goal)

    def _ways(self) -> Iterator[None]:
        if self.beside is None:
            return
        other = self.beside.timeline
        while not self.in_step:
            if not self._there(self.timeline):
                yield from self._towards(self.timeline, self._chunks)
            else:
                yield from self._towards(other, self._chunks_beside)

    def _towards(self, line: Timeline, chunks: Chunks) -> Iterator[None]:
        here, goal = _place(line), self._goal(line)
        known = min(goal[0], line.latest)
        if line.searching or here > goal or (not line.at_tip and here[0] < known):
            yield from line.seek(known)
        elif here[0] < goal[0]:
            chunk = min(chunks.size, goal[0] - here[0])
            began = perf_counter()
            line.step("step", chunk)
            if chunk == chunks.size:
                chunks.learn(perf_counter() - began, SLICE_SECONDS)
            yield
        else:
            line.step("phase")
            yield


def _place(line: Timeline) -> Place:
    return line.trainer.steps, line.trainer.phases_done


def _ended(line: Timeline) -> bool:
    """Whether a run has ended by itself at its newest moment."""
    tip = line.tree.present.tip
    return (line.trainer.stop_reason if tip is None else tip.position.stop) is not None
