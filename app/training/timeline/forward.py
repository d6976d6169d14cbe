"""Training on, or going along what was trained before, and writing down what happens."""

from __future__ import annotations

from collections.abc import Callable

from app.training.timeline.cursor import Cursor
from app.training.timeline.events import Diverged, Event, Resumed
from app.training.timeline.keeping import Keeping
from app.training.timeline.tree import Tree
from app.training.trainer import Unit


class Forward:
    """Moves a cursor forward; no search is under way meanwhile."""

    def __init__(
        self, tree: Tree, cursor: Cursor, keeping: Keeping, clock: Callable[[], float]
    ) -> None:
        self._tree, self._cursor = tree, cursor
        self._keeping, self._clock = keeping, clock

    def step(self, unit: Unit = "step", count: int = 1) -> int:
        """Advance as `Trainer.step` does; in the past along what was recorded, and beyond it.

        Returns:
            How many units were made.
        """
        made = 0
        while made < count and not self._cursor.at_tip:
            if unit != "phase" and self._cursor.only_phases_ahead:
                self._cursor.forget_tip()
                break
            moved = self._walk_epoch() if unit == "epoch" else self._walk_on(unit)
            if not moved and not self._cursor.at_tip:
                return made
            made += moved
        while made < count and self._cursor.trainer.stop_reason is None:
            made += self._train(unit, min(count - made, self._piece(unit)))
        return made

    def _piece(self, unit: Unit) -> int:
        """How many units may be made before it is looked whether a snapshot is due."""
        if unit == "phase":
            return self._cursor.trainer.phases_left
        return self._cursor.replay.piece if unit == "step" else 1

    def _train(self, unit: Unit, count: int) -> int:
        """Train on at the newest moment."""
        trainer, replay = self._cursor.trainer, self._cursor.replay
        if unit == "step":
            made = replay.make(count)
        else:
            began = self._clock()
            made = trainer.step(unit, count)
            replay.seconds += self._clock() - began
        stop = trainer.stop_reason
        if stop is not None and stop.code == "diverged":
            self._remember(Event(trainer.steps, 0, Diverged()))
        self._keeping.keep(trainer, replay)
        return made

    def _walk_epoch(self) -> bool:
        """Finish an epoch of what was recorded, a step at a time, and beyond it."""
        epoch = self._cursor.trainer.epoch
        while self._cursor.trainer.epoch == epoch:
            if not self.step():
                return False
        return True

    def _walk_on(self, unit: Unit) -> bool:
        """Make one phase or step of what was recorded."""
        line, moved = self._tree.present.events, False
        self._cursor.replay.catch_up(line)
        if self._cursor.here < self._cursor.tip:
            moved = bool(self._cursor.trainer.step(unit))
            if not self._cursor.trainer.phases_done:
                self._cursor.replay.catch_up(line)
        self._cursor.arrive()
        return moved

    def resume(self) -> None:
        """Let a run that ended by itself go on, if it can."""
        trainer = self._cursor.trainer
        before_it = trainer.stop_reason
        if before_it is None or not self._cursor.at_tip:
            return
        trainer.resume()
        after_it = trainer.stop_reason
        if after_it is None:
            self._remember(Event(trainer.steps, trainer.phases_done, Resumed()))

    def _remember(self, event: Event) -> None:
        """Note what was done at the newest moment."""
        self._tree.present.events.append(event)
        self._cursor.replay.events += 1
