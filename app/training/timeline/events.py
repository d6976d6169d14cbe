"""What was done to a run besides training it, in the order in which it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from app.training.experiment import Experiment


class Key(NamedTuple):
    """A moment of a line: keys of one line are ordered as its moments came.

    Attributes:
        events: events of the line that have happened.
        step: optimizer updates done. It falls only where a run diverged, which is an event.
        phases: phases done of the step under way.
    """

    events: int
    step: int
    phases: int


@dataclass(frozen=True)
class Configured:
    """Another experiment was put in force and the run went on.

    Attributes:
        experiment: the whole of it.
        fields: dotted paths of what changed.
    """

    experiment: Experiment
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Edited:
    """A weight, or the bias where `source` is None, was set by hand; see `Trainer.edit`."""

    layer: int
    unit: int
    source: int | None
    before: float
    value: float


@dataclass(frozen=True)
class Resumed:
    """A run that had ended by itself was made to go on."""


@dataclass(frozen=True)
class Diverged:
    """The loss was no longer a number, and the run returned to where it was one."""


Change: TypeAlias = Configured | Edited | Resumed | Diverged


@dataclass(frozen=True)
class Event:
    """A change and where the run stood; after a divergence, where it returned to."""

    step: int
    phases: int
    change: Change


def happened_by(events: list[Event], step: int) -> int:
    """How many events had happened when the run left this step for good."""
    for count in range(len(events), 0, -1):
        if events[count - 1].step <= step:
            return count
    return 0
