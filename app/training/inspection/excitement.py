"""Which test samples excite a neuron the most: a picture of what it has learned to look for."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.nn.calls import Array, run
from app.training.inspection.numbers import exact
from app.training.inspection.target import Unit
from app.training.trainer import Trainer

MOST_SAMPLES = 6


class Excitement:
    """Looks at all test samples of a dataset of images, on buffers of its own."""

    def __init__(self, trainer: Trainer) -> None:
        self._dataset = trainer.dataset
        samples = trainer.dataset.test.inputs
        self._bound = trainer.network.bind(len(samples))
        self._bound.inputs[...] = samples

    def strongest(self, target: Unit) -> list[dict[str, Any]]:
        """The test samples with the largest activations of a neuron, the strongest first.

        Returns:
            For each: its `index` among the test samples, `activation`, `target` (its class),
            `pixels` (0 to 1) and `shape`.
        """
        activations = self._activations(target)
        count = len(activations)
        order = np.argsort(-activations, kind="stable")[:MOST_SAMPLES]
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
            if index < count
        ]

    def _activations(self, target: Unit) -> Array:
        bound, unit = self._bound, target.unit
        if target.layer == 0:
            return bound.inputs[:, unit]
        for calls in bound.forward_calls[: target.layer]:
            run(calls)
        outputs = bound.layers[target.layer - 1].output
        if target.layer == len(bound.layers):
            run(bound.loss.predict())
            outputs = bound.loss.prediction
        activations: Array = outputs[unit]
        return activations
