"""What the pass of a step's mini-batch went by: statistics it measured, units it left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan
from typing import Any

from numpy.typing import NDArray

from app.datasets import Spotlight
from app.frames.layout import Place
from app.nn.calls import Array
from app.nn.layers.base import BoundLayer
from app.training import Trainer


class Batch:
    """Reads what the layers of a trainer went by in the latest mini-batch.

    Of what every sample has for itself, it is that of one sample: of the one that is followed where
    it is in the mini-batch, else of the first.
    """

    def __init__(self, trainer: Trainer, layers: Sequence[BoundLayer]) -> None:
        """Layers are those of the trainer's network, bound to any batch."""
        self.trainer = trainer
        self._lengths = {
            (name, index): len(values)
            for index, layer in enumerate(layers, start=1)
            for name, values in layer.went_by().items()
        }

    def places(self) -> list[Place]:
        """What `fill` writes; nothing where no layer goes by anything."""
        places = [
            Place(f"batch.{name}", index, (length,))
            for (name, index), length in self._lengths.items()
        ]
        return [*places, Place("batch.sample", 0, (1,))] if places else []

    def fill(self, views: Mapping[tuple[str, int], NDArray[Any]], followed: Spotlight) -> None:
        """Write what is known at this phase, and not a number for the rest."""
        if not self._lengths:
            return
        passed = self.trainer.latest_pass
        for name, index in self._lengths:
            views[f"batch.{name}", index][...] = nan
        views["batch.sample", 0][...] = nan
        if passed is None:
            return
        row = passed.row_of(followed)
        views["batch.sample", 0][...] = passed.chosen[row]
        for index, layer in enumerate(passed.layers, start=1):
            for name, values in layer.went_by().items():
                views[f"batch.{name}", index][...] = of_row(values, row)


def of_row(values: Array, row: int) -> Array:
    """What a sample of a batch went by: its own column, or what all samples share."""
    own: Array = values[:, row] if values.ndim > 1 else values
    return own
