"""How each layer's activations and gradients are spread at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.frames.layout import Part, Place, place_tensors
from app.nn.calls import Array
from app.training import Trainer

BINS = 32

CHUNK = 2**14
"""Values that are counted in one go: what is worked out on the way stays in a core's cache."""


class Histograms:
    """Counts of the outputs of all units for all training samples, and of all gradients."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer

    def part(self) -> Part:
        """The part that `fill` writes: of each histogram the counts and the outer edges."""
        layers = range(1, len(self.trainer.network.layers) + 1)
        places = [
            Place(f"{what}_{role}", layer, (size,))
            for what in ("activation", "gradient")
            for role, size in (("histogram", BINS), ("range", 2))
            for layer in layers
        ]
        return place_tensors("statistics", places)

    def fill(self, views: Mapping[tuple[str, int], NDArray[Any]]) -> None:
        """Count at the present parameters; nothing is counted where there are no samples."""
        network, passed = self.trainer.network, self.trainer.train_pass()
        last = len(network.layers)
        for layer in range(1, last + 1):
            if passed is not None:
                bound = passed.layers[layer - 1]
                output = passed.loss.prediction if layer == last else bound.output
                _count(views, "activation", layer, output)
            _count(views, "gradient", layer, network.gradients[network.span(layer - 1)])


def _count(
    views: Mapping[tuple[str, int], NDArray[Any]], what: str, layer: int, values: Array
) -> None:
    """Write the histogram of the finite values, between the smallest and the largest of them."""
    finite = values.reshape(-1)
    least, most = _ends(finite)
    if not isfinite(most - least):
        finite = finite[np.isfinite(finite)]
        least, most = _ends(finite)
    counts = np.zeros(BINS, np.intp)
    if most > least:
        for start in range(0, finite.size, CHUNK):
            places = finite[start : start + CHUNK] - np.float64(least)
            places *= BINS / (most - least)
            np.minimum(places, BINS - 1, out=places)
            counts += np.bincount(places.astype(np.intp), minlength=BINS)
    else:
        # One value alone stands in the middle.
        counts[BINS // 2] = finite.size
    views[f"{what}_range", layer][...] = least, most
    views[f"{what}_histogram", layer][...] = counts


def _ends(values: Array) -> tuple[float, float]:
    return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
