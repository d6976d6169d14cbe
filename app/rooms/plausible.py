"""What of a run from a file must be so, because everything after relies on it."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.datasets import DATASETS
from app.datasets.drawing import ClassIndex, PixelText
from app.nn.losses import LOSSES
from app.nn.network import Network
from app.rooms.commands.time import Name
from app.training import Experiment, Snapshot, Trainer
from app.training.build import LOSS_OF_TASK
from app.training.edit import parameter_at
from app.training.phases import START, phases_of
from app.training.timeline import Branch
from app.training.timeline.events import Edited
from app.training.timeline.tree import MOST_BOOKMARKS, MOST_BRANCHES

MOST = 100_000_000
"""Steps, epochs and numbers of branches; more than an hour of training at full speed."""

MESSAGE_LENGTH = 300

Count = Annotated[int, Field(ge=0, le=MOST)]
Text = Annotated[str, Field(max_length=MESSAGE_LENGTH)]
ConfigureEvent = tuple[
    Count, Count, Literal["configure"], list[Text], dict[str, dict[str, JsonValue]]
]
EditEvent = tuple[Count, Count, Literal["edit"], Count, Count, Count | None, float | None, float]
OtherEvent = tuple[Count, Count, Literal["resume", "diverge"]]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class SampleState(_Part):
    """The sample in the spotlight."""

    split: Literal["train", "test", "drawing"]
    index: Count
    pixels: PixelText = ""
    label: ClassIndex | None = None


class DifferenceState(_Part):
    """What is not as in the line before."""

    step: Count
    field: Text
    before: JsonValue
    after: JsonValue
    place: tuple[Count, Count, Count | None] | None


class BranchState(_Part):
    """A branch; experiments are read where they are put in force."""

    id: Annotated[int, Field(ge=1, le=MOST)]
    parent: Count | None
    origin: tuple[Count, Count, Count]
    name: Name | None
    first: dict[str, JsonValue] | None = None
    differences: Annotated[list[DifferenceState], Field(max_length=MESSAGE_LENGTH)] = []
    events: list[ConfigureEvent | EditEvent | OtherEvent]


class BookmarkState(_Part):
    """A bookmark."""

    id: Annotated[int, Field(ge=1, le=MOST)]
    branch: Count
    step: Count
    name: Name


class TimelineState(_Part):
    """What `app.training.timeline.store` writes."""

    present: Count
    at_tip: bool
    events: Count
    goal: tuple[Count, Count, Count] | None
    next: tuple[Count, Count]
    branches: Annotated[list[BranchState], Field(min_length=1, max_length=MOST_BRANCHES)]
    bookmarks: Annotated[list[BookmarkState], Field(max_length=MOST_BOOKMARKS)]


class BesideState(_Part):
    """The second of two runs; its experiment is read where it is put in force."""

    experiment: dict[str, JsonValue]
    step: Count
    phases: Annotated[int, Field(ge=0, le=MESSAGE_LENGTH)]


class RunState(BaseModel):
    """What a run writes besides its snapshots; its speed is checked where it is set."""

    model_config = ConfigDict(strict=True)

    playing: bool
    step: Count
    spotlight: SampleState
    timeline: TimelineState
    beside: BesideState | None = None


def impossible_timeline(state: RunState, kept: set[int]) -> str | None:
    """What in a timeline contradicts itself, or None.

    Args:
        state: the run's.
        kept: the branches of which moments are in the file.
    """
    timeline = state.timeline
    known: dict[int, BranchState] = {}
    for branch in timeline.branches:
        if branch.id in known or (branch.parent is not None and branch.parent not in known):
            return "order of branches"
        if branch.parent is None and branch.first is None:
            return "beginning"
        known[branch.id] = branch
    if timeline.present not in known or not kept <= known.keys():
        return "branch"
    marks = {mark.id: mark for mark in timeline.bookmarks}
    if len(marks) < len(timeline.bookmarks) or any(m.branch not in known for m in marks.values()):
        return "list of bookmarks"
    if timeline.next[0] <= max(known) or timeline.next[1] <= max(marks, default=0):
        return "numbering"
    return None


def impossible_moment(snapshot: Snapshot) -> str | None:
    """What in a snapshot no run comes to, or None.

    Raises:
        SnapshotError: its arrays are not those of its experiment.
    """
    trainer, position = Trainer(snapshot.experiment), snapshot.position
    phases, done, stop = phases_of(len(trainer.network.layers)), position.phases_done, position.stop
    steps, epoch, batch = position.last_finite_at
    wrong = {
        "step": max(position.steps, steps) > MOST,
        "epoch": max(position.epoch, epoch, position.history_stride) > MOST,
        "mini-batch": max(position.batch, batch) >= trainer.steps_per_epoch,
        "phase": position.phase not in (START, *phases)
        or done >= len(phases)
        or (done > 0 and position.phase != phases[done - 1]),
        "progress": position.epochs_without_progress > MOST,
        "end": stop is not None
        and (len(stop.message) > MESSAGE_LENGTH or not all(map(isfinite, stop.values.values()))),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            return name
    trainer.restore(snapshot)
    return None


def check_edits(branch: Branch) -> None:
    """Find every weight that was set by hand.

    Raises:
        Refusal: there is no such weight.
    """
    for index, event in enumerate(branch.events):
        if isinstance(event.change, Edited):
            edit, network = event.change, _network(branch.experiment_at(index))
            parameter_at(network, edit.layer, edit.unit, edit.source, edit.value)


@lru_cache(maxsize=8)
def _network(experiment: Experiment) -> Network:
    spec = DATASETS[experiment.dataset.name]
    loss = LOSSES[LOSS_OF_TASK[spec.task]]
    return Network(experiment.layers, loss, spec.input_shape(experiment.dataset.features))


__all__ = ["MESSAGE_LENGTH", "RunState", "check_edits", "impossible_moment", "impossible_timeline"]
