"""Which moment lies some phases, steps or epochs before another."""

from __future__ import annotations

from app.datasets import Correction
from app.training.experiment import Experiment
from app.training.phases import phases_of
from app.training.timeline.branch import Branch
from app.training.timeline.events import Configured, Key, happened_by


def before(branch: Branch, here: Key, unit: str, count: int, samples: int) -> Key:
    """The moment that lies before `here`, or step 0 where there is none so far back.

    Args:
        branch: the line.
        here: where to count from.
        unit: `phase`, `step` or `epoch`; what has begun counts as one.
        count: how many, at least 1.
        samples: of the training set, without corrections.
    """
    if unit == "phase":
        return _phases_before(branch, here, count)
    if unit == "step":
        step = here.step - count + (here.phases > 0)
        return moment(branch, here, step)
    starts = epoch_starts(branch, here, samples)
    underway = here.step > starts[-1][-1] or here.phases > 0
    return moment(branch, here, _from_the_end(starts, count - underway))


def _from_the_end(ranges: list[range], count: int) -> int:
    """The number so many before the last; the first where there are not so many."""
    for numbers in reversed(ranges):
        if count < len(numbers):
            return numbers[-1 - count]
        count -= len(numbers)
    return ranges[0][0]


def moment(branch: Branch, here: Key, step: int) -> Key:
    """A whole step, not later than `here`, as the line left it."""
    if step >= here.step:
        return Key(here.events, here.step, 0)
    step = max(0, step)
    return Key(happened_by(branch.events[: here.events], step), step, 0)


def _phases_before(branch: Branch, here: Key, count: int) -> Key:
    while count > here.phases:
        if here.step == 0:
            return moment(branch, here, 0)
        count -= here.phases
        last = moment(branch, here, here.step - 1)
        layers = len(branch.experiment_at(last.events).layers)
        here = Key(last.events, last.step, len(phases_of(layers)))
    return Key(here.events, here.step, here.phases - count)


def epoch_starts(branch: Branch, here: Key, samples: int) -> list[range]:
    """The steps at which the epochs up to `here` began, the present one's last.

    Another batch size or other corrections begin the epoch under way again. There may be
    millions: they are given as ranges, none of them empty.
    """
    starts, start = [range(1)], 0
    passage = _passage(branch.first)
    changes = [
        (event.step, _passage(event.change.experiment))
        for event in branch.events[: here.events]
        if isinstance(event.change, Configured)
    ]
    for step, changed in [*changes, (here.step, None)]:
        batch_size, repeated = passage
        size = samples + len(repeated) if samples else 0
        length = max(1, -(-size // max(1, min(batch_size, size))))
        begun = range(start + length, step + 1, length)
        if begun:
            starts.append(begun)
            start = begun[-1]
        if changed is not None and changed != passage:
            start, passage = step, changed
    return starts


def _passage(experiment: Experiment) -> tuple[int, tuple[Correction, ...]]:
    """What a pass through the training samples depends on; another one begins the epoch anew."""
    return experiment.training.batch_size, experiment.repeated
