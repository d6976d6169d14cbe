"""What a diagnosis goes by: the numbers that a run has recorded of itself."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from app.datasets import BOX, Dataset
from app.nn.losses import Detection
from app.training.statistics import MOMENT, QUANTITIES, activation_of, neurons_of
from app.training.trainer import Trainer

Numbers = NDArray[np.float64]

HALVINGS = 30
BAD = 2.0
"""A loss of so many times chance is no place to go back to."""


class Evidence:
    """A run's records as arrays, oldest first.

    Attributes:
        experiment: the recipe in force.
        stop: why the run ended by itself, or None.
        origin: the step at which the run began, or was changed for the latest time.
        steps, epochs, train_loss, test_loss: (records,).
        since_change: (records,), whether a record is of the recipe in force.
        neurons: of every layer, as `neurons_of` counts them.
        learning: the places of the layers that have parameters, in order.
        chance: the train loss of the best constant answer: what a network has that learnt nothing.
        ends: (epochs, 3): step, train loss and test loss at the ends of epochs since `origin`.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.experiment, self.stop = trainer.experiment, trainer.stop_reason
        layers = len(trainer.network.layers)
        # What is recorded of later steps is of a moment that the run has been taken back from.
        records = [record for record in trainer.statistics.records if record.step <= trainer.steps]
        other = [place for place, record in enumerate(records) if len(record.layers) != layers]
        records = records[other[-1] + 1 if other else 0 :]
        moments = np.array([record.moment for record in records]).reshape(-1, len(MOMENT))
        self._layers = np.array([record.layers for record in records]).reshape(
            -1, layers, len(QUANTITIES)
        )
        self.steps, self.epochs, origins, _, self.train_loss, self.test_loss = moments.T
        self.origin = int(origins[-1]) if len(records) else trainer.steps
        if self.origin < trainer.statistics.origin <= trainer.steps:
            self.origin = trainer.statistics.origin  # Changed just now, and not recorded since.
        self.since_change = origins == self.origin
        network = trainer.network
        self.neurons = [neurons_of(shape) for shape in network.shapes[1:]]
        self.learning = [place for place, shapes in enumerate(network.parameter_shapes) if shapes]
        self.chance = chance_loss(trainer.dataset)
        self.ends = np.array(
            [
                (step, metrics.train_loss, metrics.test_loss)
                for step, _, metrics in trainer.history.records
                if self.origin < step <= trainer.steps
            ]
        ).reshape(-1, 3)

    def of_layers(self, quantity: str) -> Numbers:
        """One quantity of every layer, (records, layers); the output layer last."""
        values: Numbers = self._layers[:, :, QUANTITIES.index(quantity)]
        return values

    def share_of(self, quantity: str, *activations: str) -> Numbers:
        """A share of every layer, 0 where there is none or the layer has another activation."""
        shares = np.nan_to_num(self.of_layers(quantity), nan=0.0)
        for place, layer in enumerate(self.experiment.layers):
            if activation_of(layer) not in activations:
                shares[:, place] = 0
        return shares

    @property
    def update_ratio(self) -> Numbers:
        """The largest update of any layer, as a share of its weights, (records,)."""
        ratios = self.of_layers("update_ratio")
        largest: Numbers = np.where(np.isnan(ratios), -inf, ratios).max(axis=1, initial=-inf)
        return largest

    @property
    def shut(self) -> Numbers:
        """The share of the layer that lets the least gradient through, (records,).

        Dead and saturated neurons have a slope of almost 0, and gradients pass through slopes.
        """
        shares = np.stack([self.of_layers("dead"), self.of_layers("saturated")])
        largest: Numbers = np.nan_to_num(shares, nan=0.0).max(axis=(0, 2), initial=0.0)
        return largest

    def learns(self, share: float) -> NDArray[np.bool_]:
        """Whether the train loss is below this share of chance, (records,)."""
        learnt: NDArray[np.bool_] = self.train_loss < share * self.chance
        return learnt

    def before(self, step: float) -> int:
        """The latest recorded step before this one, none before the latest change."""
        earlier = self.steps[(self.steps < step) & self.since_change]
        return int(earlier[-1]) if len(earlier) else min(self.origin, max(0, int(step) - 1))

    def best_before(self, step: float) -> int:
        """The recorded step before this one with the lowest train loss; 0 where all are bad."""
        earlier = np.flatnonzero((self.steps < step) & (self.train_loss < BAD * self.chance))
        if not len(earlier):
            return 0
        return int(self.steps[earlier[self.train_loss[earlier].argmin()]])


def chance_loss(dataset: Dataset) -> float:
    """The lowest mean train loss of an answer that does not look at the input.

    In classification the entropy of the classes' shares, in regression the variance, in detection
    that entropy and the loss of the best box.
    """
    targets = np.asarray(dataset.train.targets, np.float64)
    if not len(targets):
        return inf
    if dataset.spec.task == "regression":
        return float(targets.var(axis=0).mean())
    if dataset.spec.task == "detection":
        return _entropy(targets[:, :-BOX].mean(axis=0)) + _box_loss(targets[:, -BOX:])
    shares = targets.mean(axis=0)
    if len(shares) == 1:
        shares = np.array([shares[0], 1 - shares[0]])
    return _entropy(shares)


def _entropy(shares: Numbers) -> float:
    return float(-sum(share * np.log(share) for share in shares if share > 0))


def _box_loss(boxes: Numbers) -> float:
    """The loss of the box that is answered best to all of these, shape (n, 4)."""
    loss = Detection()
    low, high = boxes.min(axis=0), boxes.max(axis=0)
    # The slope of the loss grows with the answer: bisect for where it is 0.
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        slope = np.clip(middle - boxes, -loss.threshold, loss.threshold).mean(axis=0)
        low, high = np.where(slope < 0, middle, low), np.where(slope < 0, high, middle)
    error = low - boxes
    held = np.clip(error, -loss.threshold, loss.threshold)
    terms = held * (error - held / 2)
    return float(loss.box_weight / loss.threshold * terms.mean(axis=0).sum())


def smoothed(values: Numbers, width: int = 5) -> Numbers:
    """The running median over the latest `width` values, of the same length."""
    padded = np.concatenate([np.repeat(values[:1], width - 1), values])
    medians: Numbers = np.median(np.lib.stride_tricks.sliding_window_view(padded, width), axis=-1)
    return medians


def lately(flags: NDArray[np.bool_], width: int) -> NDArray[np.bool_]:
    """Whether each flag, or one of the `width - 1` before it, is set."""
    padded = np.concatenate([np.zeros(width - 1, bool), flags])
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)
    return np.asarray(windows.any(axis=-1))


def began(flags: Sequence[bool] | NDArray[np.bool_]) -> int | None:
    """Where the run of true values began that lasts to the end; None where the last is false."""
    holds = np.asarray(flags, bool)
    if not len(holds) or not holds[-1]:
        return None
    broken = np.flatnonzero(~holds)
    return int(broken[-1]) + 1 if len(broken) else 0
