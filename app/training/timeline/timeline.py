"""A run with all of its past: where it stands can be any moment of any of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from app.training.differences import changed_fields, needs_new_run
from app.training.edit import parameter_at
from app.training.experiment import Experiment
from app.training.records import beginning_of
from app.training.timeline.cursor import Cursor
from app.training.timeline.events import Change, Configured, Edited, Event, Key
from app.training.timeline.forward import Forward
from app.training.timeline.keeping import MEMORY_BYTES, Keeping
from app.training.timeline.places import before, moment
from app.training.timeline.shelf import Shelf
from app.training.timeline.tree import Tree
from app.training.trainer import Trainer, Unit


class Timeline:
    """Trains, remembers, and goes back.

    The run stands at one moment of the present branch. It is changed through these methods
    alone: what is done to the trainer itself is not remembered.

    Attributes:
        tree: all branches, and the present one.
    """

    def __init__(
        self,
        experiment: Experiment,
        clock: Callable[[], float] = perf_counter,
        memory_bytes: int = MEMORY_BYTES,
        shelf: Shelf | None = None,
    ) -> None:
        """Begin at step 0.

        Args:
            experiment: what is trained.
            clock: seconds; by it the spacing of the snapshots is chosen, and nothing else.
            memory_bytes: what all snapshots may take in memory together.
            shelf: for those that have no room there; None is one of the usual size.
        """
        tree = Tree()
        self._set_up(tree, Keeping(tree, clock, memory_bytes, shelf or Shelf()), clock)
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
        timeline = cls.__new__(cls)
        timeline._set_up(tree, Keeping(tree, clock, MEMORY_BYTES, Shelf()), clock)
        timeline._cursor.stand_again(trainer, events, goal)
        return timeline

    def _set_up(self, tree: Tree, keeping: Keeping, clock: Callable[[], float]) -> None:
        self.tree, self._keeping = tree, keeping
        self._cursor = Cursor(tree, keeping, clock)
        self._forward = Forward(tree, self._cursor, keeping, clock)

    # Where the run stands.

    @property
    def trainer(self) -> Trainer:
        """The run where it stands. Another dataset brings another one."""
        return self._cursor.trainer

    @property
    def here(self) -> Key:
        """The moment at which the run stands."""
        return self._cursor.here

    @property
    def tip(self) -> Key:
        """The newest moment of the present branch."""
        return self._cursor.tip

    @property
    def at_tip(self) -> bool:
        """Whether there is nothing newer in the present branch."""
        return self._cursor.at_tip

    @property
    def latest(self) -> int:
        """The newest step of the present branch."""
        return self.tip.step

    @property
    def goal(self) -> Key:
        """Where the run will stand when the search under way is done."""
        return self._cursor.goal

    @property
    def pending(self) -> Iterator[None] | None:
        """The search under way."""
        return self._cursor.pending

    @property
    def searching(self) -> bool:
        """Whether a search is under way, and where the run stands is of no interest."""
        return self._cursor.searching

    @property
    def tips_kept(self) -> int:
        """How often the newest moment of a branch was put aside."""
        return self._cursor.tips_kept

    @property
    def bytes(self) -> int:
        """What all snapshots take in memory."""
        return self._keeping.bytes

    @property
    def shelved_bytes(self) -> int:
        """What snapshots take on a disk."""
        return self._keeping.shelved

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
        return self._forward.step(unit, count)

    def resume(self) -> None:
        """Let a run that ended by itself go on, if it can."""
        self.settle()
        self._forward.resume()

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
        return self._cursor.search(moment(self.tree.present, self.tip, step))

    def back(self, unit: Unit = "step", count: int = 1) -> Iterator[None]:
        """Go back by phases, steps or epochs, in pieces as `seek`; from step 0 no further.

        What has begun counts as one. While a search is under way, back from its goal.
        """
        samples = len(self.trainer.dataset.train.inputs)
        return self._cursor.search(before(self.tree.present, self.goal, unit, count, samples))

    def reset(self) -> Iterator[None]:
        """Go back to the initial weights, in pieces as `seek`."""
        return self._cursor.search(self.tree.root(self.tree.present).origin)

    def settle(self) -> None:
        """Finish the search under way."""
        self._cursor.settle()

    def switch(self, branch: int) -> None:
        """Go to the newest moment of a branch.

        Raises:
            Refusal: there is no such branch.
        """
        found = self.tree.find(branch)
        self._cursor.leave_tip()
        self._cursor.stand_at_tip(found)

    def return_to_tip(self) -> None:
        """Give up the search under way and stand at the newest moment of the present branch."""
        if not self.at_tip:
            self._cursor.stand_at_tip(self.tree.present)

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
        if self._cursor.only_phases_ahead:
            self._cursor.forget_tip()
            return False
        here, left = self.here, self.tree.present
        parent = self.tree.owner(left, here)
        self.tree.make_room(parent)
        child = self.tree.add(parent.id, here, left.first)
        child.events = left.events[: here.events]
        child.records = {
            name: beginning_of(record, here.step) for name, record in left.records.items()
        }
        self._cursor.go_on(child)
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
        network = self.trainer.network
        before_it = float(network.parameters[parameter_at(network, layer, unit, source, value)])
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
        self._cursor.replay.apply(event)
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
        self._cursor.leave_tip()
        self._begin(trainer, self.trainer.experiment)

    def _begin(self, trainer: Trainer, before: Experiment | None = None) -> None:
        line = self.tree.begin(trainer.experiment, before)
        line.records = trainer.records
        self._cursor.take(trainer)
        self._keeping.begin(line, trainer)
        self._cursor.go_on(line)
