"""What a network is trained on: its buffers and the calls of its steps."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.datasets import Correction, Dataset, Samples, samples_of
from app.nn.network import Network
from app.training.augmentation import Augmentation
from app.training.experiment import Experiment, NetworkRecipe, TrainingRecipe
from app.training.measurement import Measurement
from app.training.metrics import Evaluator
from app.training.phases import phases_of
from app.training.stepper import Stepper

KEPT = 3
"""Benches that a trainer keeps: to go there and back over a change takes no new buffers."""

Recipe: TypeAlias = tuple[NetworkRecipe, TrainingRecipe, tuple[Correction, ...]]


class Bench:
    """A network bound to its data and to the recipe it is trained by.

    Attributes:
        network: what is trained.
        entries: what an epoch passes through, as places in the samples of the stepper: every
            training sample once, and behind them every correction as often as it weighs.
        size: how many that are.
        batch_size, steps_per_epoch: in force, at least 1.
        measurement: how good the network is on the dataset's own samples, without corrections.
        phases: those of a step.
        stepper: makes a step.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset, network: Network) -> None:
        recipe = experiment.training
        self.network = network
        samples, self.entries = _with_corrections(experiment, dataset)
        self.size = len(self.entries)
        self.batch_size = max(1, min(recipe.batch_size, self.size))
        self.steps_per_epoch = max(1, -(-self.size // self.batch_size))
        self.measurement = Measurement(
            Evaluator(network, dataset.train, dataset.spec.task),
            Evaluator(network, dataset.test, dataset.spec.task),
        )
        self.phases = phases_of(len(network.layers))
        # The last batch of an epoch may be smaller and then has buffers of its own.
        last = self.size - (self.steps_per_epoch - 1) * self.batch_size
        self.stepper = Stepper(
            network,
            samples.inputs,
            samples.targets,
            recipe.optimizer,
            dict.fromkeys([self.batch_size, last or self.batch_size]),
            recipe.l1,
            recipe.l2,
            recipe.schedule,
            recipe.clip_norm,
            Augmentation.of(experiment, dataset),
        )


def _with_corrections(experiment: Experiment, dataset: Dataset) -> tuple[Samples, NDArray[np.intp]]:
    """Training samples and corrections, and which of them stand in the order of an epoch."""
    count, corrections = len(dataset.train), experiment.dataset.corrections
    entries = np.arange(count)
    # Without samples of its own there is nothing that a dataset could be corrected in.
    if not (count and corrections):
        return dataset.train, entries
    added = samples_of(corrections, dataset)
    samples = Samples(
        np.concatenate([dataset.train.inputs, added.inputs.astype(dataset.train.inputs.dtype)]),
        np.concatenate([dataset.train.targets, added.targets]),
    )
    times = experiment.training.correction_weight
    return samples, np.concatenate([entries, np.tile(np.arange(count, len(samples)), times)])


def _recipe(experiment: Experiment) -> Recipe:
    return experiment.network, experiment.training, experiment.dataset.corrections


class Benches:
    """The benches that were used last, by recipe; all are on the same data."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Recipe, Bench] = OrderedDict()

    def make(self, experiment: Experiment, dataset: Dataset, network: Network) -> Bench:
        """A new one, in place of an older one of the same recipe."""
        recipe = _recipe(experiment)
        self._kept[recipe] = bench = Bench(experiment, dataset, network)
        self._kept.move_to_end(recipe)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return bench

    def find(self, experiment: Experiment) -> Bench | None:
        """The one of this recipe, if it was kept."""
        recipe = _recipe(experiment)
        if recipe in self._kept:
            self._kept.move_to_end(recipe)
        return self._kept.get(recipe)
