"""The losses of a run, one record an epoch, thinned evenly when there are many."""

from __future__ import annotations

from app.training.metrics import Metrics

CAPACITY = 1000


class History:
    """Keeps every `stride`-th epoch; the stride doubles whenever the capacity is reached.

    What is kept depends on the epochs alone, not on time: two equal runs have equal
    histories.
    """

    def __init__(self) -> None:
        self.stride = 1
        self.records: list[tuple[int, int, Metrics]] = []

    def append(self, step: int, epoch: int, metrics: Metrics) -> None:
        """Record the metrics at the end of an epoch."""
        if epoch % self.stride:
            return
        self.records.append((step, epoch, metrics))
        if len(self.records) > CAPACITY:
            self.stride *= 2
            self.records = [record for record in self.records if not record[1] % self.stride]

    def forget_after(self, epoch: int) -> None:
        """Drop what was recorded of later epochs; they will be made again."""
        while self.records and self.records[-1][1] > epoch:
            self.records.pop()
