"""Where a run stands on the lines of its past, and how it comes to stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.training.timeline.branch import Branch
from app.training.timeline.events import Key
from app.training.timeline.keeping import Keeping
from app.training.timeline.replay import Replay, ReplayError
from app.training.timeline.tree import Tree
from app.training.trainer import Trainer


class Cursor:
    """Stands at one moment of the present branch: at the newest, or in the past.

    Attributes:
        trainer: the run at this moment. Another dataset brings another one.
        replay: makes its steps.
        tips_kept: how often the newest moment of a branch was put aside.
    """

    trainer: Trainer
    replay: Replay

    def __init__(self, tree: Tree, keeping: Keeping, clock: Callable[[], float]) -> None:
        """Stand nowhere until `take`."""
        self._tree, self._keeping, self._clock = tree, keeping, clock
        self.tips_kept = 0
        self._goal: Key | None = None
        self._pending: Iterator[None] = iter(())
        # Whether all arrays are those of this moment, and not only what later steps follow from.
        self._exact = True

    def take(self, trainer: Trainer) -> None:
        """Be about another run from now on, wherever it stands."""
        self.trainer = trainer
        self.replay = Replay(trainer, self._clock)
        self._exact = True

    def stand_again(self, trainer: Trainer, events: int, goal: Key | None) -> None:
        """Stand in the present branch where a saved run stood.

        Args:
            trainer: the run as it was.
            events: how many of the branch had happened there.
            goal: where it was on its way to.
        """
        present = self._tree.present
        if present.tip is None:
            present.records = trainer.records
        self.take(trainer)
        self.replay.events, self._exact = events, goal is None
        trainer.write_into(present.records)
        trainer.recording = present.tip is None
        self._keeping.others_changed()
        if goal is not None:
            self.search(goal)

    # Where it is.

    @property
    def here(self) -> Key:
        """The moment at which the run stands."""
        return self.replay.here

    @property
    def tip(self) -> Key:
        """The newest moment of the present branch."""
        present = self._tree.present
        return self.here if present.tip is None else present.tip_key

    @property
    def at_tip(self) -> bool:
        """Whether there is nothing newer in the present branch."""
        return self._tree.present.tip is None

    @property
    def goal(self) -> Key:
        """Where the run will stand when the search under way is done."""
        return self._goal or self.here

    @property
    def pending(self) -> Iterator[None] | None:
        """The search under way."""
        return self._pending if self.searching else None

    @property
    def searching(self) -> bool:
        """Whether a search is under way, and where the run stands is of no interest."""
        return self._goal is not None

    @property
    def only_phases_ahead(self) -> bool:
        """Whether the newest moment lies within the step that comes next, unchanged by anybody."""
        return not self.at_tip and self.here[:2] == self.tip[:2]

    # On the way.

    def search(self, goal: Key) -> Iterator[None]:
        """Go to a moment of the present branch, in pieces; in place of a search under way."""
        self.leave_tip()
        goal = max(goal, self._tree.root(self._tree.present).origin)
        self._goal, self._pending = goal, self._find(goal)
        return self._pending

    def _find(self, goal: Key) -> Iterator[None]:
        present = self._tree.present
        if goal != present.tip_key and not (self._exact and goal == self.here):
            self._climb(goal)
            try:
                for _ in self.replay.walk(present.events, goal):
                    self._keeping.keep(self.trainer, self.replay)
                    self._keeping.leave_trail(self.trainer, self.replay)
                    yield
            except ReplayError:
                self.stand_at_tip(present)
                raise
            self._exact = True
        self.arrive()
        self._goal = None

    def _climb(self, goal: Key) -> None:
        """Go to the latest moment before the goal that can be stood at without a replay."""
        present, replay = self._tree.present, self.replay
        snapshot, rung = None, self._keeping.below(present, goal)
        while snapshot is None:
            if self._exact and self.here <= goal and (rung is None or rung.key <= self.here):
                return
            if rung is None:
                snapshot = self._keeping.beginning(present)
            else:
                snapshot = self._keeping.snapshot_of(present, rung)
            if snapshot is None:
                # What the disk has lost is no rung any more.
                rung = self._keeping.below(present, goal)
        self._exact = False
        self.trainer.restore(snapshot)
        replay.events, replay.seconds = (rung.key.events, rung.at) if rung else (0, 0.0)

    def arrive(self) -> None:
        """See whether the newest moment was reached, or is wanted."""
        present = self._tree.present
        if present.tip is not None and self.goal == present.tip_key:
            self.stand_at_tip(present)

    def settle(self) -> None:
        """Finish the search under way."""
        for _ in self._pending:
            pass

    # At the newest moment of a branch.

    def leave_tip(self) -> None:
        """Keep the newest moment, and from now on add nothing to the records."""
        present = self._tree.present
        if present.tip is None:
            present.tip = self.trainer.snapshot(records=False)
            self.tips_kept += 1
            self._keeping.others_changed()
        self.trainer.recording = False

    def stand_at_tip(self, branch: Branch) -> None:
        """Go to the newest moment of a branch that was put aside."""
        tip, self._goal, self._pending = branch.tip, None, iter(())
        if tip is None:
            raise RuntimeError(f"branch {branch.id} is where the run stands")
        if tip.experiment.dataset.uncorrected != self.trainer.experiment.dataset.uncorrected:
            self.take(Trainer(tip.experiment))
        self.trainer.write_into(branch.records)
        self.trainer.restore(tip)
        self.trainer.recording, self._exact = True, True
        self.replay.events = len(branch.events)
        self.replay.seconds = self._keeping.seconds_at(branch, branch.tip_key)
        branch.tip, self._tree.present = None, branch

    def forget_tip(self) -> None:
        """Go on from here: what was ahead will come again."""
        self._tree.present.tip = None
        self.trainer.recording = True

    def go_on(self, branch: Branch) -> None:
        """Stand at the newest moment of a branch that has just begun here."""
        self.trainer.write_into(branch.records)
        self.trainer.recording = True
        self._goal, self._pending = None, iter(())
        self._tree.present = branch
