"""Which test samples excite a unit the most: a picture of what it has learned to look for."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.nn.calls import Array, run
from app.training.inspection.numbers import exact
from app.training.inspection.target import Unit
from app.training.trainer import Trainer

SHOWN = 6

MOST_SAMPLES = 2000
"""Of a large test set the first ones: nobody is to wait for all of it, once a second."""
MOST_NUMBERS = 500_000
"""Activations of the network that are kept at a time, 2 MB."""


class Excitement:
    """Looks at the test samples of a dataset of images, in batches, on buffers of its own."""

    def __init__(self, trainer: Trainer) -> None:
        self._dataset, network = trainer.dataset, trainer.network
        self._samples = trainer.dataset.test.inputs[:MOST_SAMPLES]
        self._shapes = network.shapes
        most = max(1, MOST_NUMBERS // sum(map(prod, network.shapes)))
        self._bound = network.bind(min(len(self._samples), most))

    def strongest(self, target: Unit) -> dict[str, list[dict[str, Any]] | None]:
        """The test samples with the largest activations of a unit, the strongest first.

        Returns:
            `samples`: for each its `index` among the test samples, `activation`, `target` (its
            class), `pixels` (0 to 1) and `shape`. `map_samples`: the same of the whole map that
            the unit is a cell of, by its largest activation anywhere, and with the `unit` that
            has it; None where the layer holds no maps.
        """
        shape = self._shapes[target.layer]
        if len(shape) != 3:
            values = self._activations(target.layer, slice(target.unit, target.unit + 1))[0]
            return {"samples": self._shown(values), "map_samples": None}
        cells = prod(shape[1:])
        first = target.unit // cells * cells
        values = self._activations(target.layer, slice(first, first + cells))
        largest = values.argmax(axis=0)
        samples = self._shown(values[target.unit - first])
        by_map = self._shown(np.take_along_axis(values, largest[None], axis=0)[0])
        for item in by_map:
            item["unit"] = first + int(largest[item["index"]])
        return {"samples": samples, "map_samples": by_map}

    def _shown(self, activations: Array) -> list[dict[str, Any]]:
        order: NDArray[np.intp] = np.argsort(-activations, kind="stable")[:SHOWN]
        dataset, first = self._dataset, len(self._dataset.train)
        if dataset.pixels is None:
            raise ValueError(f"{dataset.spec.name!r} holds no images")
        return [
            {
                "index": int(index),
                "activation": exact(activations[index]),
                "target": int(dataset.targets[first + index]),
                "pixels": [round(float(pixel), 4) for pixel in dataset.pixels[first + index]],
                "shape": list(dataset.input_shape),
            }
            for index in order
        ]

    def _activations(self, layer: int, units: slice) -> Array:
        """(units, samples), of units side by side."""
        bound, count = self._bound, len(self._samples)
        found: Array = np.empty((units.stop - units.start, count), bound.rows.dtype)
        for start in range(0, count, bound.batch_size):
            batch = self._samples[start : start + bound.batch_size]
            # Behind the last samples stand some of the batch before, which nobody looks at.
            bound.inputs[: len(batch)] = batch
            found[:, start : start + len(batch)] = self._passed(layer)[units, : len(batch)]
        return found

    def _passed(self, layer: int) -> Array:
        """All outputs of a layer for the samples that are in the inputs."""
        bound = self._bound
        if layer == 0:
            return bound.inputs.T
        for calls in bound.forward_calls[:layer]:
            run(calls)
        if layer < len(bound.layers):
            return bound.layers[layer - 1].output
        run(bound.loss.predict())
        prediction: Array = bound.loss.prediction.reshape(prod(self._shapes[-1]), -1)
        return prediction
