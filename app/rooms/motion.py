"""How a run moves: what is under way, and what time brings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import inf
from time import perf_counter

from app.rooms.outlook import Outlook
from app.rooms.pace import Pace
from app.rooms.showing import Showing
from app.rooms.tandem import SLICE_SECONDS, Tandem
from app.training import Unit
from app.training.problems import Problem
from app.training.timeline import ReplayError

PHASES_TO_FOLLOW = 8
"""Faster than this many phases a second nobody looks at the numbers of each."""
ROUND_SECONDS = 0.01
"""How long all runs of a worker may train in turn: they share it, so that there is time for a
frame of each."""
SHORTEST_SLICE_SECONDS = 0.0005


class Motion:
    """Lets a run play, stand still, or go to another moment, a slice of time after the other.

    Attributes:
        bound: whether only time may end what is under way, and whoever asks for more must wait.
    """

    def __init__(self, tandem: Tandem, pace: Pace, outlook: Outlook, showing: Showing) -> None:
        self._tandem, self._pace = tandem, pace
        self._outlook, self._showing = outlook, showing
        self._timeline = tandem.timeline
        self._slice = SLICE_SECONDS
        self._moves: Iterator[None] | None = self._timeline.pending
        self.bound = False

    @property
    def under_way(self) -> bool:
        """Whether there is more to do of what somebody asked for."""
        return self._moves is not None

    @property
    def busy(self) -> bool:
        """Whether the run would use all the time there is, or much of it."""
        return self._pace.playing or self.under_way or not self._tandem.in_step

    @property
    def followable(self) -> bool:
        """Whether the run stands, or goes so slowly that every phase of it is looked at."""
        if not self._pace.playing:
            return not self.under_way
        speed = self._pace.speed
        return speed.unit == "phase" and (speed.per_second or inf) <= PHASES_TO_FOLLOW

    # What it is to do.

    def play(self) -> None:
        """Let time advance the run; in the past that is a branch of its own.

        Raises:
            Refusal: there are too many branches.
        """
        self._moves = None
        self._timeline.branch_off()
        if self._tandem.beside is None:
            self._timeline.resume()
        self._pace.playing = not self._tandem.ended
        self._pace.start(perf_counter())
        self._showing.describe_changes()

    def stand_still(self) -> None:
        """Stay where the run is, or will be when the search under way is done."""
        self._pace.playing, self._moves, self.bound = False, self._timeline.pending, False
        self._outlook.stand_still()

    def step(self, unit: Unit, count: int) -> None:
        """Go on, or back, by so many and stand still there."""
        pending = self._moves
        self.stand_still()
        if count > 0:
            # Who presses three times wants three steps, even if the first is still under way.
            self._moves = chain(pending or iter(()), self._tandem.moves(unit, count))
            self.bound = self._timeline.searching
            self._move(perf_counter())
        else:
            self.go(self._tandem.back(unit, -count))

    def go(self, search: Iterator[None], *, bound: bool = False) -> None:
        """Go to another moment, beginning at once.

        Args:
            search: the way there, and what is to be done there.
            bound: whether nothing else may take its place.
        """
        self._moves, self.bound = search, False
        self._move(perf_counter())
        self.bound = bound and self.under_way

    def drop(self) -> None:
        """Leave what is under way: what was just done makes it void."""
        self._moves = None

    def halt(self) -> None:
        """Stand still and show nothing more: the run has failed."""
        if self._timeline.searching:
            self._timeline.return_to_tip()
        self.stand_still()
        self._tandem.stay()
        self._outlook.clock.want_nothing()

    # What time brings.

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to do; None when only a command can bring it."""
        if self.under_way or not self._tandem.in_step:
            return 0.0
        return self._pace.wait(now) if self._pace.playing else None

    def advance(self, now: float, crowd: int) -> None:
        """Go on for a slice of time.

        Args:
            now: on the clock of `perf_counter`.
            crowd: how many busy runs share the worker's time, this one among them.
        """
        self._slice = max(SHORTEST_SLICE_SECONDS, min(SLICE_SECONDS, ROUND_SECONDS / crowd))
        searching = self.under_way and self._timeline.searching
        if not (searching or self._tandem.in_step):
            self._come_along()
        elif self.under_way:
            if self._move(now):
                self._showing.send_state()
        elif self._pace.playing:
            self._train(now)

    def _move(self, now: float) -> bool:
        """Go on with what is under way for a slice of time, and say whether it is done."""
        end, moves = now + self._slice, self._moves
        self._outlook.clock.wanted = True
        try:
            for _ in moves or ():
                if perf_counter() >= end:
                    return False
        except ReplayError as error:
            self._showing.telling.refusal(_unrepeatable(error), 0)
        if self._moves is moves:
            self._moves, self.bound = None, False
        self._showing.describe_changes()
        return True

    def _come_along(self) -> None:
        """Let the one of two runs that is behind come to where the other one is."""
        tandem = self._tandem
        try:
            if not tandem.come_along(self._slice):
                return
        except ReplayError as error:
            self._showing.telling.refusal(_unrepeatable(error), 0)
            tandem.stay()
        self._outlook.clock.wanted = True
        if not (self.under_way or self._pace.playing):
            self._showing.describe_changes()
            self._showing.send_state()

    def _train(self, now: float) -> None:
        if self._tandem.train(now, self._pace, self._slice):
            self._outlook.clock.wanted = True
        if self._tandem.ended:
            self.stand_still()
            self._showing.send_state()


def _unrepeatable(error: ReplayError) -> Problem:
    return Problem(
        "step",
        "step cannot be shown any more: this machine computes it otherwise than the one on which"
        f" it was trained ({error}). The newest moment is shown instead.",
    )
