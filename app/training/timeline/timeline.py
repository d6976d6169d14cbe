"""A run with all of its past: where it stands can be any moment of any of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from app.training.differences import changed_fields
from app.training.edit import parameter_at
from app.training.experiment import Experiment
from app.training.records import beginning_of
from app.training.timeline.branch import Branch
from app.training.timeline.events import (
    Change,
    Configured,
    Diverged,
    Edited,
    Event,
    Key,
    Resumed,
)
from app.training.timeline.keeping import MEMORY_BYTES, Keeping
from app.training.timeline.places import before, moment
from app.training.timeline.replay import Replay, ReplayError
from app.training.timeline.tree import Tree
from app.training.trainer import Trainer, Unit, needs_new_run


class Timeline:
    """Trains, remembers, and goes back.

    The run stands at one moment of the present branch. It is changed through these methods
    alone: what is done to the trainer itself is not remembered.

    Attributes:
        trainer: the run where it stands. Another dataset brings another one.
        tree: all branches, and the present one.
        tips_kept: how often the newest moment of a branch was put aside.
    """

    def __init__(
        self,
        experiment: Experiment,
        clock: Callable[[], float] = perf_counter,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        """Begin at step 0.

        Args:
            experiment: what is trained.
            clock: seconds; by it the spacing of the snapshots is chosen, and nothing else.
            memory_bytes: what all snapshots may take together.
        """
        self._prepare(Tree(), clock, memory_bytes)
        self._begin(Trainer(experiment))

    @classmethod
    def restored(
        cls, tree: Tree, trainer: Trainer, events: int, goal: Key | None, clock: Callable[[], float]
    ) -> Timeline:
        """Go on with what was kept of a timeline.

        Args:
            tree: its branches, all but the present one with their newest moments; that one, too,
                if the run does not stand there.
            trainer: where the run stood.
            events: how many of the present branch had happened there.
            goal: where it was on its way to.
            clock: as in the constructor.
        """
        timeline, present = cls.__new__(cls), tree.present
        timeline._prepare(tree, clock, MEMORY_BYTES)
        if present.tip is None:
            present.records = trainer.records
        timeline._take(trainer)
        timeline._replay.events, timeline._exact = events, goal is None
        trainer.write_into(present.records)
        trainer.recording = present.tip is None
        timeline._keeping.others_changed()
        if goal is not None:
            timeline._search(goal)
        return timeline

    def _prepare(self, tree: Tree, clock: Callable[[], float], memory_bytes: int) -> None:
        self._clock, self.tree = clock, tree
        self._keeping = Keeping(tree, clock, memory_bytes)
        self.tips_kept = 0
        self._goal: Key | None = None
        self._pending: Iterator[None] = iter(())
        self._exact = True

    # Where the run stands.

    @property
    def here(self) -> Key:
        """The moment at which the run stands."""
        return self._replay.here

    @property
    def tip(self) -> Key:
        """The newest moment of the present branch."""
        present = self.tree.present
        return self.here if present.tip is None else present.tip_key

    @property
    def latest(self) -> int:
        """The newest step of the present branch."""
        return self.tip.step

    @property
    def at_tip(self) -> bool:
        """Whether there is nothing newer in the present branch."""
        return self.tree.present.tip is None

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
    def bytes(self) -> int:
        """What all snapshots take in memory."""
        return self._keeping.bytes

    @property
    def recording_seconds(self) -> float:
        """What remembering has cost."""
        return self._keeping.spent

    # Forward.

    def step(self, unit: Unit = "step", count: int = 1) -> int:
        """Advance as `Trainer.step` does; in the past along what was recorded, and beyond it.

        Returns:
            How many units were made.
        """
        self.settle()
        made = 0
        while made < count and not self.at_tip:
            if unit != "phase" and self._only_phases_ahead:
                self._forget_tip()
                break
            moved = self._walk_epoch() if unit == "epoch" else self._walk_on(unit)
            if not moved and not self.at_tip:
                return made
            made += moved
        while made < count and self.trainer.stop_reason is None:
            made += self._train(unit, min(count - made, self._piece(unit)))
        return made

    def _piece(self, unit: Unit) -> int:
        """How many units may be made before it is looked whether a snapshot is due."""
        if unit == "phase":
            return self.trainer.phases_left
        return self._replay.piece if unit == "step" else 1

    def _train(self, unit: Unit, count: int) -> int:
        """Train on at the newest moment."""
        trainer, replay = self.trainer, self._replay
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
        epoch = self.trainer.epoch
        while self.trainer.epoch == epoch:
            if not self.step():
                return False
        return True

    def _walk_on(self, unit: Unit) -> bool:
        """Make one phase or step of what was recorded."""
        line, moved = self.tree.present.events, False
        self._replay.catch_up(line)
        if self.here < self.tip:
            moved = bool(self.trainer.step(unit))
            if not self.trainer.phases_done:
                self._replay.catch_up(line)
        self._arrive()
        return moved

    @property
    def _only_phases_ahead(self) -> bool:
        """Whether the newest moment lies within the step that comes next, unchanged by anybody."""
        return not self.at_tip and self.here[:2] == self.tip[:2]

    def _forget_tip(self) -> None:
        """Go on from here: what was ahead will come again."""
        self.tree.present.tip = None
        self.trainer.recording = True

    def resume(self) -> None:
        """Let a run that ended by itself go on, if it can."""
        self.settle()
        trainer = self.trainer
        before_it = trainer.stop_reason
        if before_it is None or not self.at_tip:
            return
        trainer.resume()
        after_it = trainer.stop_reason
        if after_it is None:
            self._remember(Event(trainer.steps, trainer.phases_done, Resumed()))

    def _remember(self, event: Event) -> None:
        """Note what was done at the newest moment."""
        self.tree.present.events.append(event)
        self._replay.events += 1

    # Back.

    def seek(self, step: int) -> Iterator[None]:
        """Stand at a step of the present branch exactly as it was, after its update.

        Returns:
            The search in pieces: it is done when this is exhausted, and takes the place of one
            under way. Whatever else is asked for finishes it first.

        Raises:
            Refusal: the branch has no such step.
            ReplayError: while it goes on; the run then stands at the newest moment.
        """
        self.tree.check_step(step, self.latest)
        return self._search(moment(self.tree.present, self.tip, step))

    def back(self, unit: Unit = "step", count: int = 1) -> Iterator[None]:
        """Go back by phases, steps or epochs, in pieces as `seek`; from step 0 no further.

        What has begun counts as one. While a search is under way, back from its goal.
        """
        samples = len(self.trainer.dataset.train.inputs)
        return self._search(before(self.tree.present, self.goal, unit, count, samples))

    def reset(self) -> Iterator[None]:
        """Go back to the initial weights, in pieces as `seek`."""
        return self._search(self.tree.root(self.tree.present).origin)

    def settle(self) -> None:
        """Finish the search under way."""
        for _ in self._pending:
            pass

    def switch(self, branch: int) -> None:
        """Go to the newest moment of a branch.

        Raises:
            Refusal: there is no such branch.
        """
        found = self.tree.find(branch)
        self._leave_tip()
        self._stand_at_tip(found)

    def return_to_tip(self) -> None:
        """Give up the search under way and stand at the newest moment of the present branch."""
        if not self.at_tip:
            self._stand_at_tip(self.tree.present)

    def _search(self, goal: Key) -> Iterator[None]:
        self._leave_tip()
        goal = max(goal, self.tree.root(self.tree.present).origin)
        self._goal, self._pending = goal, self._find(goal)
        return self._pending

    def _find(self, goal: Key) -> Iterator[None]:
        present = self.tree.present
        if goal != present.tip_key and not (self._exact and goal == self.here):
            self._climb(goal)
            try:
                for _ in self._replay.walk(present.events, goal):
                    self._keeping.keep(self.trainer, self._replay)
                    self._keeping.leave_trail(self.trainer, self._replay)
                    yield
            except ReplayError:
                self._stand_at_tip(present)
                raise
            self._exact = True
        self._arrive()
        self._goal = None

    def _climb(self, goal: Key) -> None:
        """Go to the latest moment before the goal that can be stood at without a replay."""
        present, replay = self.tree.present, self._replay
        rung = self._keeping.below(present, goal)
        if self._exact and self.here <= goal and (rung is None or rung.key <= self.here):
            return
        self._exact = False
        if rung is None:
            self.trainer.restore(self._keeping.beginning(present))
            replay.events, replay.seconds = 0, 0.0
        else:
            self.trainer.restore(rung.snapshot)
            replay.events, replay.seconds = rung.key.events, rung.at

    def _arrive(self) -> None:
        """See whether the newest moment was reached, or is wanted."""
        present = self.tree.present
        if present.tip is not None and self.goal == present.tip_key:
            self._stand_at_tip(present)

    def _leave_tip(self) -> None:
        """Keep the newest moment, and from now on add nothing to the records."""
        present = self.tree.present
        if present.tip is None:
            present.tip = self.trainer.snapshot(records=False)
            self.tips_kept += 1
            self._keeping.others_changed()
        self.trainer.recording = False

    def _stand_at_tip(self, branch: Branch) -> None:
        tip, self._goal, self._pending = branch.tip, None, iter(())
        if tip is None:
            raise RuntimeError(f"branch {branch.id} is where the run stands")
        if tip.experiment.dataset != self.trainer.experiment.dataset:
            self._take(Trainer(tip.experiment))
        self.trainer.restore(tip)
        self.trainer.write_into(branch.records)
        self.trainer.recording, self._exact = True, True
        self._replay.events = len(branch.events)
        self._replay.seconds = self._keeping.seconds_at(branch, branch.tip_key)
        branch.tip, self.tree.present = None, branch

    # Other lines.

    def branch_off(self) -> bool:
        """Let the run go on from where it stands; in the past that is a branch of its own.

        Returns:
            Whether a branch was begun.

        Raises:
            Refusal: there are too many branches, and none that nobody would miss.
        """
        self.settle()
        if self.at_tip:
            return False
        if self._only_phases_ahead:
            self._forget_tip()
            return False
        here, left = self.here, self.tree.present
        parent = self.tree.owner(left, here)
        self.tree.make_room(parent)
        child = self.tree.add(parent.id, here, left.first)
        child.events = left.events[: here.events]
        child.records = {
            name: beginning_of(record, self.trainer.epoch) for name, record in left.records.items()
        }
        self._go_on(child)
        return True

    def configure(self, experiment: Experiment) -> bool:
        """Put another experiment in force, from where the run stands.

        Returns:
            False if a new line was begun for it, at step 0.

        Raises:
            Refusal: its data are not on this machine, or as `branch_off`.
        """
        self.settle()
        fields = tuple(changed_fields(self.trainer.experiment, experiment))
        if not fields:
            return True
        if self.trainer.steps == 0 or needs_new_run(self.trainer.experiment, experiment):
            self._begin_line(experiment)
            return False
        self.branch_off()
        self._do(Configured(experiment, fields))
        return True

    def edit(self, layer: int, unit: int, source: int | None, value: float) -> None:
        """Set one weight or bias, as `Trainer.edit`, from where the run stands.

        Raises:
            Refusal: there is no such parameter, the value is not allowed, or as `branch_off`.
        """
        self.settle()
        array, place = parameter_at(self.trainer.network, layer, unit, source, value)
        before_it = float(array[place])
        self.branch_off()
        self._do(Edited(layer, unit, source, before_it, value))

    def delete(self, branch: int) -> None:
        """Forget a branch and its bookmarks.

        Raises:
            Refusal: there is none of this number, the run stands in it, or others left it.
        """
        self.tree.delete(branch)
        self._keeping.others_changed()

    def bookmark(self, step: int, name: str) -> None:
        """Set a bookmark on a step of the present branch, or rename the one there.

        Raises:
            Refusal: the branch has no such step, or there are too many bookmarks.
        """
        self.tree.check_step(step, self.latest)
        self.tree.mark(step, name)

    def _do(self, change: Change) -> None:
        event = Event(self.trainer.steps, self.trainer.phases_done, change)
        self._replay.apply(event)
        self.tree.present.events.append(event)

    def _begin_line(self, experiment: Experiment) -> None:
        # Before anything is given up: its data may be refused.
        trainer = Trainer(experiment)
        present = self.tree.present
        if self.latest == 0 and not self.tree.children(present):
            self.tree.replace(present)
            self._begin(trainer)
            return
        self.tree.make_room()
        self._leave_tip()
        self._begin(trainer, self.trainer.experiment)

    def _begin(self, trainer: Trainer, before: Experiment | None = None) -> None:
        line = self.tree.begin(trainer.experiment, before)
        line.records = trainer.records
        self._take(trainer)
        self._keeping.begin(line, trainer)
        self._go_on(line)

    def _take(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self._replay = Replay(trainer, self._clock)
        self._exact = True

    def _go_on(self, branch: Branch) -> None:
        """Stand at the newest moment of a branch that has just begun here."""
        self.trainer.write_into(branch.records)
        self.trainer.recording = True
        self._goal, self._pending = None, iter(())
        self.tree.present = branch
