"""Telling whether two moments of runs are the same, to the bit."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable

from app.training import Trainer
from app.training.timeline import Timeline

Moment = tuple[str, str]


def moment_of(trainer: Trainer) -> Moment:
    """All that a run is where it stands, as numbers that differ if anything does.

    Returns:
        What can be read, for people who look for the difference, and a digest of the arrays.
    """
    told, at = trainer.latest_metrics
    # What is told as of this step, from a record perhaps, is what is measured.
    assert at != trainer.steps or repr(told) == repr(trainer.metrics)
    snapshot = trainer.snapshot(records=False)
    digest = hashlib.sha256()
    for name in sorted(snapshot.arrays):
        digest.update(name.encode())
        digest.update(snapshot.arrays[name].tobytes())
    words = (
        snapshot.experiment,
        snapshot.position,
        snapshot.random,
        trainer.metrics,
        trainer.batch_size,
        len(trainer.network.layers),
    )
    return repr(words), digest.hexdigest()


def ticking(seconds: float = 0.001) -> Callable[[], float]:
    """A clock on which as much time passes between any two looks at it."""
    ticks = itertools.count()
    return lambda: next(ticks) * seconds


def seek(timeline: Timeline, step: int) -> Moment:
    """Where a timeline stands after a search."""
    timeline.seek(step)
    timeline.settle()
    assert timeline.trainer.steps == step
    return moment_of(timeline.trainer)
