"""Pictures over the plane, computed from the network itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.datasets import DOMAIN, Dataset
from app.frames.layout import Part, Place, place_tensors
from app.frames.quantise import quantise, scale_of
from app.nn.calls import Array
from app.nn.network import Network

MAP_SIZE = 24
BOUNDARY_SIZE = 64
STEP = 2
"""Every second level of a byte is enough for the eye, and takes a fifth less to send."""


def pixel_centres(size: int) -> NDArray[np.float64]:
    """The plane's coordinates at the centres of size × size pixels, (size², 2).

    Row by row from the top, where y is largest.
    """
    low, high = DOMAIN
    offsets = low + (np.arange(size) + 0.5) * (high - low) / size
    x, y = np.meshgrid(offsets, offsets[::-1])
    return np.column_stack([x.ravel(), y.ravel()])


class PlaneMaps:
    """Every unit's output over the plane, and the first output's in finer detail."""

    def __init__(self, network: Network, dataset: Dataset) -> None:
        self.task = dataset.spec.task
        self.units = [prod(shape) for shape in network.shapes]
        self._coarse = network.bind(MAP_SIZE**2)
        self._fine = network.bind(BOUNDARY_SIZE**2)
        for bound, size in ((self._coarse, MAP_SIZE), (self._fine, BOUNDARY_SIZE)):
            bound.inputs[...] = dataset.features_of(pixel_centres(size))

    def part(self) -> Part:
        """The part that `fill` writes."""
        last = len(self.units) - 1
        scales = [Place("map_scales", layer, (units,)) for layer, units in enumerate(self.units)]
        maps = [
            Place("maps", layer, (units, MAP_SIZE, MAP_SIZE), "int8", "map_scales")
            for layer, units in enumerate(self.units)
        ]
        size = (BOUNDARY_SIZE, BOUNDARY_SIZE)
        boundary = [
            Place("boundary_scale", last, (1,)),
            Place("boundary", last, size, "int8", "boundary_scale"),
        ]
        return place_tensors("maps", [*scales, *maps, *boundary], "smooth")

    def fill(self, views: Mapping[tuple[str, int], NDArray[Any]]) -> None:
        """Compute the maps at the network's present parameters and write them."""
        last = len(self.units) - 1
        output = self._signed(self._coarse.predict())
        layers = [self._coarse.inputs.T, *(layer.output for layer in self._coarse.layers)]
        layers[last] = output
        for index, values in enumerate(layers):
            scales = self._output_scales(values) if index == last else scale_of(values, axis=1)
            levels = quantise(values, scales[:, np.newaxis], "int8", step=STEP)
            views["map_scales", index][...] = scales
            views["maps", index][...] = levels.reshape(-1, MAP_SIZE, MAP_SIZE)
        surface = self._signed(self._fine.predict())[:1]
        scales = self._output_scales(surface)
        levels = quantise(surface, scales[:, np.newaxis], "int8", step=STEP)
        views["boundary_scale", last][...] = scales
        views["boundary", last][...] = levels.reshape(BOUNDARY_SIZE, BOUNDARY_SIZE)

    def _signed(self, prediction: Array) -> Array:
        """Probabilities as 2p - 1, so that indecision is 0 and the sign is the class."""
        return prediction if self.task == "regression" else prediction * 2 - 1

    def _output_scales(self, values: Array) -> Array:
        """1, the range of the targets, unless a regression reaches beyond it."""
        reached = self.task == "regression"
        return np.maximum(1, scale_of(values, axis=1)) if reached else np.ones(len(values), "f4")
