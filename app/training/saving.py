"""What of a run's arrays goes into a snapshot, and how they come back out of it."""

from __future__ import annotations

import numpy as np

from app.nn.calls import Array
from app.training.bench import Bench
from app.training.history import History
from app.training.records import Record
from app.training.snapshots import Snapshot
from app.training.statistics import Statistics


def arrays_of(bench: Bench, *, light: bool) -> dict[str, Array]:
    """The arrays of a snapshot by name, as the run goes on to use them; the network's state not.

    Args:
        bench: what is trained.
        light: whether to leave out what the next step overwrites.
    """
    lasting = {
        "parameters": bench.network.parameters,
        **{f"optimizer.{name}": array for name, array in bench.stepper.optimizer.state.items()},
    }
    if light:
        return lasting
    return {
        **lasting,
        "gradients": bench.network.gradients,
        "last_finite": bench.stepper.last_finite,
        "learning_rate": bench.stepper.optimizer.learning_rate,
    }


def put_back(snapshot: Snapshot, bench: Bench) -> None:
    """Fill the arrays of a bench, and set the network's random stream, as they were.

    Raises:
        SnapshotError: the arrays are not those of this bench.
    """
    light = "gradients" not in snapshot.arrays and "last_finite" not in snapshot.arrays
    arrays = arrays_of(bench, light=light)
    if "learning_rate" not in snapshot.arrays:
        arrays.pop("learning_rate", None)  # Written by an earlier version.
    snapshot.copy_into({**arrays, "state": bench.network.state})
    snapshot.restore_random(bench.network.rng)
    if light:
        np.copyto(bench.stepper.last_finite, bench.network.parameters)


def records_of(snapshot: Snapshot) -> dict[str, Record]:
    """The records that went with a snapshot, by the names of `Trainer.records`.

    Raises:
        SnapshotError: one is missing.
    """
    history = History()
    history.restore(snapshot.array("history"), snapshot.position.history_stride)
    statistics = Statistics()
    if "statistics" in snapshot.arrays:  # An earlier version wrote none.
        statistics.restore(snapshot.array("statistics"))
    return {"history": history, "statistics": statistics}
