"""What is kept of a timeline in memory and on its shelf, and how much."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from app.training.snapshots import Snapshot
from app.training.timeline.branch import Branch
from app.training.timeline.events import Key
from app.training.timeline.ladder import (
    MOST_RUNGS,
    Ladder,
    Rung,
    leads_to,
    rung_of,
    size_of,
    thin,
)
from app.training.timeline.replay import Replay
from app.training.timeline.shelf import Shelf, ShelfError
from app.training.timeline.tree import Tree
from app.training.trainer import Trainer

MEMORY_BYTES = 64 * 2**20
"""What all snapshots of a run may take in memory, over all of its branches."""

SPACING_SECONDS = 0.008
"""Training from one snapshot to the next, as long as there is room for all of them."""

COST_SHARE = 0.01
"""How much of the time of training snapshots may take."""

SHELVED_SECONDS = 0.05
"""As `SPACING_SECONDS`, once memory is full: nearer than this, none is worth being written."""

SHELVED_COST_SHARE = 0.03
"""How much of the time of training may go into writing them."""

SHELVED_BYTES = 16 * 2**10
"""Smaller ones stay in memory: to know where they lie would take as much of it."""

TRAIL_SHARE = 1 / 8
"""How much of the memory may hold what a search has just passed, for the next that goes back."""

TRAIL_COST_SHARE = 0.1
"""How much of the time of a search that may take."""


log = logging.getLogger("glassbox.timeline")


class Keeping:
    """Puts rungs on the ladders while a run trains.

    When there are too many for the memory their numbers go to the shelf, and when that is full
    some are taken away.

    Attributes:
        spent: seconds that taking snapshots has taken, and making room for them.
    """

    def __init__(
        self, tree: Tree, clock: Callable[[], float], memory_bytes: int, shelf: Shelf
    ) -> None:
        self._tree, self._clock, self._memory = tree, clock, memory_bytes
        self._shelf = shelf
        self._beginnings: dict[int, Snapshot] = {}
        self._spacing = self._least_spacing = SPACING_SECONDS
        self._cost = self._shelf_cost = self.spent = 0.0
        self._looked_at = 0.0
        self._other_bytes = 0
        self._trail: deque[Rung] = deque()
        self._trail_line = 0
        self._trail_seconds = 0.0

    def keep(self, trainer: Trainer, replay: Replay) -> None:
        """Take a snapshot where the run stands, if the one before is far enough away."""
        at = replay.seconds
        if abs(at - self._looked_at) < self._spacing or trainer.phases_done:
            return
        self._looked_at = at
        key = replay.here
        ladder = self._tree.owner(self._tree.present, key).ladder
        if not ladder.has_room(key, at, self._spacing):
            return
        began = self._clock()
        ladder.add(rung_of(key, at, trainer.snapshot(light=True)))
        # One in four: a machine that was busy elsewhere for a moment is not a costly snapshot.
        seconds = self._clock() - began
        self.spent += seconds
        self._cost += (seconds - self._cost) / 4
        self._make_room()
        self._spacing = max(
            self._least_spacing, self._cost / COST_SHARE, self._shelf_cost / SHELVED_COST_SHARE
        )

    def leave_trail(self, trainer: Trainer, replay: Replay) -> None:
        """Remember each step of a search where that is cheap beside making it again.

        Who has found a step of a large network most often wants the one before it next.
        """
        seconds, self._trail_seconds = replay.seconds - self._trail_seconds, replay.seconds
        if self._cost > TRAIL_COST_SHARE * seconds or trainer.phases_done:
            return
        if self._trail_line != self._tree.present.id:
            self._trail_line = self._tree.present.id
            self._trail.clear()
        rung = rung_of(replay.here, replay.seconds, trainer.snapshot(light=True))
        most = int(TRAIL_SHARE * self._memory / rung.bytes)
        self._trail.append(rung)
        while len(self._trail) > most:
            self._trail.popleft()

    def _nearest(self, branch: Branch, goal: Key) -> Rung | None:
        """The latest step of the trail from which a moment is reached to the bit."""
        if self._trail_line != branch.id:
            return None
        fit = (rung for rung in self._trail if leads_to(rung.key, goal, branch.events))
        return max(fit, key=lambda rung: rung.key, default=None)

    def _make_room(self) -> None:
        """Put on the shelf, or take away, what is too much for the memory."""
        ladders = [branch.ladder for branch in self._tree.branches.values()]
        budget = int(self._memory * (1 - TRAIL_SHARE)) - self._other_bytes
        began = self._clock()
        while (count := sum(len(ladder.rungs) for ladder in ladders)) > MOST_RUNGS or (
            count and sum(ladder.bytes for ladder in ladders) > budget
        ):
            if count > MOST_RUNGS or not self._shelve(ladders):
                thin(ladders, budget + sum(ladder.shelved for ladder in ladders))
                self._least_spacing = max(self._least_spacing, _least_gap(ladders))
        self.spent += self._clock() - began

    def _shelve(self, ladders: list[Ladder]) -> bool:
        """Put the numbers of the lowest rung that has them on the shelf; whether that was done."""
        for ladder in ladders:
            for rung in ladder.rungs:
                if rung.slip is not None or rung.bytes < SHELVED_BYTES:
                    continue
                began = self._clock()
                slip = self._shelf.put(rung.snapshot.arrays)
                if slip is None:
                    return False
                ladder.put_away(rung, slip)
                self._shelf_cost += (self._clock() - began - self._shelf_cost) / 4
                self._least_spacing = max(self._least_spacing, SHELVED_SECONDS)
                return True
        return False

    def snapshot_of(self, branch: Branch, rung: Rung) -> Snapshot | None:
        """The snapshot of a rung, from the shelf if it lies there; None if the disk has lost it."""
        if rung.slip is None:
            return rung.snapshot
        try:
            return replace(rung.snapshot, arrays=self._shelf.read(rung.slip))
        except ShelfError as error:
            log.warning("step %s is found from an earlier one: %s", rung.key.step, error)
            self._tree.owner(branch, rung.key).ladder.remove({id(rung)})
            return None

    @property
    def bytes(self) -> int:
        """What all snapshots take in memory."""
        ladders = sum(branch.ladder.bytes for branch in self._tree.branches.values())
        return ladders + self._other_bytes + sum(rung.bytes for rung in self._trail)

    @property
    def shelved(self) -> int:
        """Bytes that snapshots take on the shelf."""
        return sum(branch.ladder.shelved for branch in self._tree.branches.values())

    def others_changed(self) -> None:
        """Count anew what is kept besides the ladders: beginnings, and newest moments."""
        branches = self._tree.branches
        gone = self._beginnings.keys() - branches.keys()
        for branch in gone:
            del self._beginnings[branch]
        kept = [moment for branch in branches.values() for moment in (branch.tip, branch.start)]
        others = [*filter(None, kept), *self._beginnings.values()]
        self._other_bytes = sum(map(size_of, others))
        self._make_room()

    def begin(self, branch: Branch, trainer: Trainer) -> None:
        """Keep a line's beginning, where the trainer stands."""
        self._beginnings[branch.id] = trainer.snapshot(records=False)
        self._looked_at = 0.0
        self.others_changed()

    def beginning(self, branch: Branch) -> Snapshot:
        """The first moment of a line; it is made again where it was not kept."""
        root = self._tree.root(branch)
        if root.start is not None:
            return root.start
        if root.id not in self._beginnings:
            self.begin(root, Trainer(root.first))
        return self._beginnings[root.id]

    def below(self, branch: Branch, goal: Key) -> Rung | None:
        """The latest rung of a line from which a moment is reached to the bit."""
        near, rung = self._nearest(branch, goal), self._on_ladders(branch, goal)
        if near is None or rung is None:
            return near or rung
        return max(near, rung, key=lambda rung: rung.key)

    def _on_ladders(self, branch: Branch, goal: Key) -> Rung | None:
        line, newest = branch, goal
        while True:
            rung = line.ladder.below(goal, newest, branch.events)
            if rung is not None or line.parent is None:
                return rung
            newest = min(newest, line.origin)
            line = self._tree.branches[line.parent]

    def seconds_at(self, branch: Branch, key: Key) -> float:
        """How long training to a moment took, as far as is known."""
        rung = self.below(branch, Key(key.events, key.step, 0))
        return 0.0 if rung is None else rung.at


def _least_gap(ladders: list[Ladder]) -> float:
    """Seconds of training between the two rungs that are the nearest to each other."""
    gaps = (after.at - before.at for ladder in ladders for before, after in pairwise(ladder.rungs))
    return min(gaps, default=0.0)
