"""One line of a timeline: from step 0 to its newest moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.training.experiment import Experiment
from app.training.records import Record
from app.training.snapshots import Snapshot
from app.training.timeline.events import Configured, Event, Key
from app.training.timeline.ladder import Ladder

BEGINNING = Key(0, 0, 0)


@dataclass(frozen=True)
class Difference:
    """What is not as it is in the line that this one left.

    Attributes:
        step: where it was changed.
        field: a dotted path of the experiment, or `weight`.
        before, after: its values; None for what did not exist.
        place: for a weight its layer, unit and input, which is None for a bias.
    """

    step: int
    field: str
    before: object
    after: object
    place: tuple[int, int, int | None] | None = None


@dataclass(eq=False)
class Branch:
    """A line and what is kept of it.

    Attributes:
        id: from 1 on; none is given twice.
        parent: the branch it left, or None if it begins at step 0 by itself.
        origin: where it left its parent, or began; the line up to there is the parent's.
        first: the experiment at its line's beginning.
        events: all that was done to it, with what it shares with its parent.
        records: what was written down an epoch at a time, to its newest moment.
        name: what somebody called it.
        tip: its newest moment; None while the run stands there, and that is the newest.
        start: its first moment, if that is not step 0: nothing is known of what was before.
        differences: to the line before it, of one that begins at step 0.
        ladder: snapshots of what is its own.
        packed: its newest moment and that moment as bytes, records with it, once it was saved.
    """

    id: int
    parent: int | None
    origin: Key
    first: Experiment
    events: list[Event] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    name: str | None = None
    tip: Snapshot | None = None
    start: Snapshot | None = None
    differences: list[Difference] = field(default_factory=list)
    ladder: Ladder = field(default_factory=Ladder)
    packed: tuple[Snapshot, bytes] | None = None

    @property
    def line(self) -> tuple[int, int]:
        """Its number, and the step at which it left its parent or began."""
        return self.id, self.origin.step

    @property
    def tip_key(self) -> Key:
        """Its newest moment.

        Raises:
            RuntimeError: the run stands there, and only it knows.
        """
        if self.tip is None:
            raise RuntimeError(f"branch {self.id} is where the run stands")
        return Key(len(self.events), self.tip.position.steps, self.tip.position.phases_done)

    @property
    def newest(self) -> Experiment:
        """What is in force at its newest moment."""
        return self.experiment_at(len(self.events))

    def experiment_at(self, events: int) -> Experiment:
        """What was in force after so many events."""
        for event in reversed(self.events[:events]):
            if isinstance(event.change, Configured):
                return event.change.experiment
        return self.first


@dataclass(frozen=True)
class Bookmark:
    """A step of a branch that somebody wants to find again."""

    id: int
    branch: int
    step: int
    name: str
