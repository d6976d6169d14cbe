"""The mini-batch of a step on its way through the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.datasets import Spotlight
from app.nn.layers.base import BoundLayer
from app.training.phases import Phase


@dataclass(frozen=True)
class BatchPass:
    """The latest mini-batch, as far as its step has come. The next phase overwrites the buffers.

    Attributes:
        layers: those that it has passed through, from the first on.
        chosen: (samples,), which they are, as places in the training samples; from their number on
            the corrections.
    """

    layers: Sequence[BoundLayer]
    chosen: NDArray[np.integer]

    @classmethod
    def at(
        cls, phase: Phase, layers: Sequence[BoundLayer], chosen: NDArray[np.integer]
    ) -> BatchPass:
        """Of a step that stands at a phase, on these layers."""
        reached = {"sample": 0, "forward": phase.layer}.get(phase.kind, len(layers))
        return cls(layers[:reached], chosen)

    def row_of(self, sample: Spotlight) -> int:
        """Where a sample stands in the mini-batch; 0, the first, for one that is not in it."""
        if sample.split != "train":
            return 0
        found = np.flatnonzero(self.chosen == sample.index)
        return int(found[0]) if len(found) else 0
