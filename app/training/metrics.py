"""How good a network is on a set of samples."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, prod

import numpy as np
from numpy.typing import NDArray

from app.datasets import BOX, Samples, Task, intersection_over_union
from app.nn.calls import Array
from app.nn.network import BoundNetwork, Network


@dataclass(frozen=True)
class Metrics:
    """Losses and accuracies at one step; NaN for what does not exist.

    Losses are means over all samples of the split, without penalties. Accuracies are shares
    between 0 and 1 and exist in classification and detection; the mean intersection over union
    of boxes, between 0 and 1 as well, exists in detection.
    """

    train_loss: float = nan
    test_loss: float = nan
    train_accuracy: float = nan
    test_accuracy: float = nan
    train_iou: float = nan
    test_iou: float = nan


@dataclass(frozen=True)
class Score:
    """How good a network is on one split; NaN for what does not exist."""

    loss: float = nan
    accuracy: float = nan
    iou: float = nan


MOST_NUMBERS = 4_000_000
"""Activations of the samples that stay at hand, 16 MB; all others go through after them."""

QUICK_NUMBERS = 500_000
"""Activations of a batch of the others, 2 MB: near at hand for a core, and so twice as quick."""


class Evaluator:
    """Measures one network on one split, on buffers of its own.

    Attributes:
        predictions, targets: (outputs, samples), of the latest measurement.
        bound: the network on the split's samples, or on the first of them where all together
            would take too much room; their activations stay in it. There is none without samples.
    """

    def __init__(self, network: Network, samples: Samples, task: Task) -> None:
        self.task = task
        self.size = len(samples.inputs)
        outputs = samples.targets.shape[1]
        self.targets: Array = np.ascontiguousarray(samples.targets.T, network.dtype)
        self.predictions: Array = np.zeros((outputs, self.size), network.dtype)
        if not self.size:
            return
        numbers = sum(map(prod, network.shapes))
        first = min(self.size, max(1, MOST_NUMBERS // numbers))
        self.bound = network.bind(first)
        self.bound.inputs[...] = samples.inputs[:first]
        self.bound.loss.flat_targets[...] = self.targets[:, :first]
        self._first = slice(0, first)
        length = max(1, QUICK_NUMBERS // numbers)
        places = [slice(at, min(at + length, self.size)) for at in range(first, self.size, length)]
        # Equally long ones share their buffers.
        bound = {
            size: network.bind(size) for size in {place.stop - place.start for place in places}
        }
        self._others = [
            (bound[place.stop - place.start], place, samples.inputs[place]) for place in places
        ]

    def measure(self) -> Score:
        """Mean loss and the rest at the network's present parameters; NaN without samples."""
        if not self.size:
            return Score()
        total = self._pass(self.bound, self._first)
        for passed, place, inputs in self._others:
            passed.inputs[...] = inputs
            passed.loss.flat_targets[...] = self.targets[:, place]
            total += self._pass(passed, place)
        loss = total / self.size
        if self.task == "regression":
            return Score(loss)
        answers, truths = (class_head(a, self.task) for a in (self.predictions, self.targets))
        accuracy = float(np.mean(classes_of(answers) == classes_of(truths)))
        if self.task != "detection":
            return Score(loss, accuracy)
        overlaps = intersection_over_union(box_head(self.predictions), box_head(self.targets))
        return Score(loss, accuracy, float(np.mean(overlaps)))

    def _pass(self, passed: BoundNetwork, place: slice) -> float:
        """Let a batch through; the sum of its losses."""
        total: float = passed.forward() * (place.stop - place.start)
        self.predictions[:, place] = passed.loss.prediction
        return total


def class_head(outputs: Array, task: Task) -> Array:
    """Those of the outputs, of shape (outputs, samples), that are about classes."""
    head: Array = outputs[:-BOX] if task == "detection" else outputs
    return head


def box_head(outputs: Array) -> Array:
    """Those of a detection's outputs that are its boxes, of shape (4, samples)."""
    head: Array = outputs[-BOX:]
    return head


def classes_of(distribution: Array) -> NDArray[np.intp]:
    """The class of each column: the largest of several, or whether one is above ½."""
    classes: NDArray[np.intp]
    if len(distribution) == 1:
        classes = (distribution[0] > 0.5).astype(np.intp)
    else:
        classes = distribution.argmax(axis=0)
    return classes
