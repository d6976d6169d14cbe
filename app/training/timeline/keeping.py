"""What is kept in memory of a timeline, and how much."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import pairwise

from app.training.snapshots import Snapshot
from app.training.timeline.branch import Branch
from app.training.timeline.events import Key
from app.training.timeline.ladder import MOST_RUNGS, Rung, leads_to, rung_of, size_of, thin
from app.training.timeline.replay import Replay
from app.training.timeline.tree import Tree
from app.training.trainer import Trainer

MEMORY_BYTES = 64 * 2**20
"""What all snapshots of a run may take together, over all of its branches."""

SPACING_SECONDS = 0.008
"""Training from one snapshot to the next, as long as there is room for all of them."""

COST_SHARE = 0.01
"""How much of the time of training snapshots may take."""


TRAIL_SHARE = 1 / 8
"""How much of the memory may hold what a search has just passed, for the next that goes back."""

TRAIL_COST_SHARE = 0.1
"""How much of the time of a search that may take."""


class Keeping:
    """Puts rungs on the ladders while a run trains, and takes some away when there are too many.

    Attributes:
        spent: seconds that taking snapshots has taken, and making room for them.
    """

    def __init__(self, tree: Tree, clock: Callable[[], float], memory_bytes: int) -> None:
        self._tree, self._clock, self._memory = tree, clock, memory_bytes
        self._beginnings: dict[int, Snapshot] = {}
        self._spacing = self._least_spacing = SPACING_SECONDS
        self._cost = self.spent = 0.0
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
        self._spacing = max(self._least_spacing, self._cost / COST_SHARE)
        began = self._clock()
        self._thin()
        self.spent += self._clock() - began

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

    def _thin(self) -> None:
        ladders = [branch.ladder for branch in self._tree.branches.values()]
        budget = int(self._memory * (1 - TRAIL_SHARE)) - self._other_bytes
        count = sum(len(ladder.rungs) for ladder in ladders)
        if count <= MOST_RUNGS and sum(ladder.bytes for ladder in ladders) <= budget:
            return
        thin(ladders, budget)
        gaps = (
            after.at - before.at for ladder in ladders for before, after in pairwise(ladder.rungs)
        )
        self._least_spacing = max(self._least_spacing, min(gaps, default=0.0))
        self._spacing = max(self._spacing, self._least_spacing)

    @property
    def bytes(self) -> int:
        """What all snapshots take."""
        ladders = sum(branch.ladder.bytes for branch in self._tree.branches.values())
        return ladders + self._other_bytes + sum(rung.bytes for rung in self._trail)

    def others_changed(self) -> None:
        """Count anew what is kept besides the ladders: beginnings, and newest moments."""
        branches = self._tree.branches
        gone = self._beginnings.keys() - branches.keys()
        for branch in gone:
            del self._beginnings[branch]
        kept = [moment for branch in branches.values() for moment in (branch.tip, branch.start)]
        others = [*filter(None, kept), *self._beginnings.values()]
        self._other_bytes = sum(map(size_of, others))
        self._thin()

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
