"""What a page is told of how a run's layers did, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np

from app.training.statistics import MOMENT, QUANTITIES
from app.training.statistics.record import Record

DIGITS = 5
"""Significant ones: more than a chart can show, and a third of the bytes."""

_NOT_TOLD = ("origin",)


def describe_statistics(
    records: Sequence[Record], quantities: Sequence[str] = QUANTITIES
) -> dict[str, Any]:
    """Equally long lists: those of the whole network, and of each layer.

    Null stands for what is not finite, what the layer does not have, and for layers that the
    network did not have at that step.

    Args:
        records: oldest first.
        quantities: what is told of each layer.
    """
    moments = np.array([record.moment for record in records]).reshape(-1, len(MOMENT))
    described: dict[str, Any] = {
        name: [_short(value) for value in column]
        for name, column in zip(MOMENT, moments.T.tolist(), strict=True)
        if name not in _NOT_TOLD
    }
    most = max((len(record.layers) for record in records), default=0)
    numbers = np.full((len(records), most, len(QUANTITIES)), np.nan)
    for row, record in zip(numbers, records, strict=True):
        row[: len(record.layers)] = record.layers
    places = {name: QUANTITIES.index(name) for name in quantities}
    described["layers"] = [
        {
            name: [_short(value) for value in layer[:, place].tolist()]
            for name, place in places.items()
        }
        for layer in numbers.transpose(1, 0, 2)
    ]
    return described


def _short(value: float) -> float | None:
    if not isfinite(value):
        return None
    return int(value) if value == int(value) else float(f"{value:.{DIGITS}g}")
