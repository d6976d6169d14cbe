"""The losses of a run, one record an epoch, thinned evenly when there are many."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import astuple, fields

import numpy as np
from numpy.typing import NDArray

from app.training.metrics import Metrics

CAPACITY = 1000

_COLUMNS_BEFORE_BOXES = 6
"""Of histories that were stored by a version that measured no boxes."""


class History:
    """Keeps every `stride`-th epoch; the stride doubles whenever the capacity is reached.

    What is kept depends on the epochs alone, not on time: two equal runs have equal
    histories.

    Attributes:
        beginning: the metrics at step 0, as far as they are known; not stored with the rest.
    """

    def __init__(self) -> None:
        self.stride = 1
        self.beginning: Metrics | None = None
        self.records: list[tuple[int, int, Metrics]] = []

    def append(self, step: int, epoch: int, metrics: Metrics) -> None:
        """Record the metrics at the end of an epoch."""
        if epoch % self.stride:
            return
        self.records.append((step, epoch, metrics))
        if len(self.records) > CAPACITY:
            self.stride *= 2
            self.records = [record for record in self.records if not record[1] % self.stride]

    def newest_by(self, step: int) -> tuple[int, Metrics] | None:
        """The step and the metrics of the newest record by then, if there is any."""
        count = bisect_right(self.records, step, key=lambda record: record[0])
        if count:
            at, _, metrics = self.records[count - 1]
            return at, metrics
        return None if self.beginning is None or step < 0 else (0, self.beginning)

    def at(self, step: int) -> Metrics | None:
        """The metrics on record of this very step, if there are any."""
        known = self.newest_by(step)
        return known[1] if known is not None and known[0] == step else None

    def forget_after(self, step: int) -> None:
        """Drop what was recorded of later steps; they will be made again."""
        while self.records and self.records[-1][0] > step:
            self.records.pop()

    def to_array(self) -> NDArray[np.float64]:
        """The records as (epochs, 2 + metrics): step, epoch and each of the metrics."""
        rows = [(step, epoch, *astuple(metrics)) for step, epoch, metrics in self.records]
        return np.array(rows, np.float64).reshape(-1, 2 + len(fields(Metrics)))

    def restore(self, array: NDArray[np.float64], stride: int) -> None:
        """Take over what `to_array` gave.

        Raises:
            ValueError: it is no history.
        """
        columns = 2 + len(fields(Metrics))
        known = array.ndim == 2 and array.shape[1] in (columns, _COLUMNS_BEFORE_BOXES)
        if not known or len(array) > CAPACITY:
            raise ValueError(
                f"a history has {columns} columns and at most {CAPACITY} rows; got {array.shape}"
            )
        self.stride = stride
        self.records = [
            (int(step), int(epoch), Metrics(*metrics)) for step, epoch, *metrics in array.tolist()
        ]
