"""How good a network is on a set of samples."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from app.datasets import Samples, Task
from app.nn.calls import Array
from app.nn.network import Network


@dataclass(frozen=True)
class Metrics:
    """Losses and accuracies at one step; NaN for what does not exist.

    Losses are means over all samples of the split, without penalties. Accuracies are shares
    between 0 and 1 and exist in classification.
    """

    train_loss: float = nan
    test_loss: float = nan
    train_accuracy: float = nan
    test_accuracy: float = nan


class Evaluator:
    """Measures one network on one split, on buffers of its own.

    Attributes:
        predictions, targets: (outputs, samples), of the latest measurement.
        bound: the network on all samples of the split; there is none where there are no samples.
    """

    def __init__(self, network: Network, samples: Samples, task: Task) -> None:
        self.task = task
        self.size = len(samples.inputs)
        outputs = samples.targets.shape[1]
        self.predictions: Array = np.zeros((outputs, 0), network.dtype)
        self.targets: Array = self.predictions
        if self.size:
            self.bound = network.bind(self.size)
            self.bound.inputs[...] = samples.inputs
            self.targets = self.bound.loss.targets
            self.targets[...] = samples.targets.T
            self.predictions = self.bound.loss.prediction

    def measure(self) -> tuple[float, float]:
        """Mean loss and accuracy at the network's present parameters; NaN without samples."""
        if not self.size:
            return nan, nan
        return self.bound.forward(), self._accuracy(self.predictions, self.targets)

    def _accuracy(self, prediction: Array, targets: Array) -> float:
        if self.task == "regression":
            return nan
        return float(np.mean(classes_of(prediction) == classes_of(targets)))


def classes_of(distribution: Array) -> NDArray[np.intp]:
    """The class of each column: the largest of several, or whether one is above ½."""
    classes: NDArray[np.intp]
    if len(distribution) == 1:
        classes = (distribution[0] > 0.5).astype(np.intp)
    else:
        classes = distribution.argmax(axis=0)
    return classes
