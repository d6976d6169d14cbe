"""Pictures over the plane, computed from the network itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.datasets import DOMAIN, Dataset
from app.frames.layout import Part, Place, place_tensors
from app.nn.calls import Array
from app.nn.network import Network

MAP_SIZE = 24
BOUNDARY_SIZE = 64


def pixel_centres(size: int) -> NDArray[np.float64]:
    """The plane's coordinates at the centres of size × size pixels, (size², 2).

    Row by row from the top, where y is largest.
    """
    low, high = DOMAIN
    offsets = low + (np.arange(size) + 0.5) * (high - low) / size
    x, y = np.meshgrid(offsets, offsets[::-1])
    return np.column_stack([x.ravel(), y.ravel()])


def quantise(values: Array, scale: Array | np.float32) -> NDArray[np.int8]:
    """Bytes with value = byte / 127 · scale, at most scale / 254 off; beyond scale they clip."""
    scaled = np.nan_to_num(values / scale, nan=0.0, posinf=1.0, neginf=-1.0)
    levels: NDArray[np.int8] = np.rint(np.clip(scaled, -1, 1) * 127).astype(np.int8)
    return levels


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
        scales: list[Place] = [
            ("map_scales", layer, (units,), "float32") for layer, units in enumerate(self.units)
        ]
        maps: list[Place] = [
            ("maps", layer, (units, MAP_SIZE, MAP_SIZE), "int8")
            for layer, units in enumerate(self.units)
        ]
        boundary: list[Place] = [
            ("boundary_scale", last, (1,), "float32"),
            ("boundary", last, (BOUNDARY_SIZE, BOUNDARY_SIZE), "int8"),
        ]
        return place_tensors("maps", [*scales, *maps, *boundary])

    def fill(self, views: Mapping[tuple[str, int], NDArray[Any]]) -> None:
        """Compute the maps at the network's present parameters and write them."""
        last = len(self.units) - 1
        output = self._signed(self._coarse.predict())
        layers = [self._coarse.inputs.T, *(layer.output for layer in self._coarse.layers)]
        layers[last] = output
        for index, values in enumerate(layers):
            scales = np.abs(values).max(axis=1, keepdims=True)
            if index == last:
                scales[...] = self._output_scale(values)
            scales[~np.isfinite(scales) | (scales == 0)] = 1
            views["map_scales", index][...] = scales[:, 0]
            views["maps", index][...] = quantise(values, scales).reshape(-1, MAP_SIZE, MAP_SIZE)
        surface = self._signed(self._fine.predict())[0]
        scale = self._output_scale(surface)
        views["boundary_scale", last][0] = scale
        views["boundary", last][...] = quantise(surface, np.float32(scale)).reshape(
            BOUNDARY_SIZE, BOUNDARY_SIZE
        )

    def _signed(self, prediction: Array) -> Array:
        """Probabilities as 2p - 1, so that indecision is 0 and the sign is the class."""
        return prediction if self.task == "regression" else prediction * 2 - 1

    def _output_scale(self, values: Array) -> float:
        """1, the range of the targets, unless a regression reaches beyond it."""
        largest = float(np.abs(values).max())
        return max(1.0, largest) if self.task == "regression" and isfinite(largest) else 1.0
