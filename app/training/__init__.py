"""Experiments and their runs, without an event loop, a thread or a socket."""

from app.training.examples import example_on
from app.training.experiment import Experiment
from app.training.metrics import Metrics
from app.training.phases import Phase
from app.training.snapshots import Snapshot, SnapshotError
from app.training.stopping import StopReason
from app.training.trainer import Trainer, Unit

__all__ = [
    "Experiment",
    "Metrics",
    "Phase",
    "Snapshot",
    "SnapshotError",
    "StopReason",
    "Trainer",
    "Unit",
    "example_on",
]
