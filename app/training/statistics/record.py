"""The layers' numbers over a run: few records, denser where it began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array
from app.nn.network import BoundNetwork, Network
from app.training.metrics import Metrics
from app.training.snapshots import SnapshotError
from app.training.statistics.measure import QUANTITIES, Layer, measure

CAPACITY = 300
"""Records kept; one more, and every second goes."""

GROWTH = 16
"""The next record is away by at least a 16th of the steps since the run began, or was changed."""

MOMENT: tuple[str, ...] = ("step", "epoch", "origin", "batch_loss", "train_loss", "test_loss")
"""What a record says of the whole network, in this order. `origin` is the step at which the run
began, or was changed for the latest time."""


@dataclass(frozen=True)
class Record:
    """One moment.

    Attributes:
        moment: of the length of `MOMENT`, which names its numbers.
        layers: (layers, quantities), named by `QUANTITIES`.
    """

    moment: NDArray[np.float64]
    layers: NDArray[np.float64]

    @property
    def step(self) -> int:
        """The updates that had been made."""
        return int(self.moment[0])


class Statistics:
    """Records a network's layers at the ends of epochs, ever further apart.

    In the first epoch the points are steps: the 1st, 2nd, 4th and so on. What is
    recorded depends on the steps alone, not on time: two equal runs have equal records.

    Attributes:
        origin: the step at which the run began, or was changed for the latest time.
        next: the step from which on a record is due.
        records: oldest first; of another number of layers, where these were changed.
        stride: as other records of a run have it; always 1.
    """

    def __init__(self) -> None:
        self.origin, self.next, self.stride = 0, 1, 1
        self.records: list[Record] = []
        self._network: Network | None = None
        self._layers: list[Layer] = []

    def begin(self, step: int) -> None:
        """Record densely again: the network, or how it is trained, has changed."""
        self.origin, self.next = step, step + 1

    def append(
        self,
        position: tuple[int, int, float],
        metrics: Metrics,
        passed: BoundNetwork,
        before: Array,
    ) -> None:
        """Record this moment.

        Args:
            position: step, epoch and loss of the latest mini-batch.
            metrics: losses at the present parameters.
            passed: the network on the training samples, after the pass that `metrics` is of.
            before: the parameters before the latest update, flat.
        """
        step, epoch, loss = position
        while self.records and self.records[-1].step >= step:
            # The run went back by some steps of an epoch, and has made them again.
            self.records.pop()
        network = passed.network
        if network is not self._network:
            self._network, self._layers = network, Layer.all_of(network)
        moment = np.array([step, epoch, self.origin, loss, metrics.train_loss, metrics.test_loss])
        self.records.append(Record(moment, measure(self._layers, passed, network, before)))
        if len(self.records) > CAPACITY:
            self.records = self.records[::-2][::-1]
        self._plan()

    def within_epoch(self, step: int) -> bool:
        """Whether a record is due before the end of an epoch: after 1, 2, 4, 8… steps."""
        since = step - self.origin
        return since & (since - 1) == 0

    def forget_after(self, step: int) -> None:
        """Drop what was recorded of later steps; they will be made again."""
        while self.records and self.records[-1].step > step:
            self.records.pop()
        if self.records:
            self.origin = int(self.records[-1].moment[2])
            self._plan()
        else:
            self.begin(0)

    def _plan(self) -> None:
        """Set when the next record is due, from the latest one."""
        last = self.records[-1].step
        self.next = last + max(1, (last - self.origin) // GROWTH)

    def to_array(self) -> NDArray[np.float64]:
        """All of it as (1 + records, 1 + moment + most layers x quantities).

        The first row says where the latest change was and when the next record is due. The
        others begin with how many layers they are of; behind these is NaN.
        """
        head = 1 + len(MOMENT)
        most = max((record.layers.size for record in self.records), default=0)
        rows = np.full((1 + len(self.records), head + most), np.nan)
        rows[0, :2] = self.origin, self.next
        for row, record in zip(rows[1:], self.records, strict=True):
            row[0] = len(record.layers)
            row[1:head] = record.moment
            row[head : head + record.layers.size] = record.layers.ravel()
        return rows

    def restore(self, array: NDArray[np.float64], stride: int = 1) -> None:
        """Take over what `to_array` gave.

        Raises:
            SnapshotError: it is something else.
        """
        head, width = 1 + len(MOMENT), len(QUANTITIES)
        if array.ndim != 2 or not len(array) or array.shape[1] < head or stride != 1:
            raise SnapshotError(f"these are no statistics: an array of {array.shape}")
        self.origin, self.next = int(array[0, 0]), int(array[0, 1])
        self.records = [
            Record(
                row[1:head].copy(), row[head : head + int(row[0]) * width].reshape(-1, width).copy()
            )
            for row in array[1:]
        ]
