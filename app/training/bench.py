"""What a network is trained on: its buffers and the calls of its steps."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeAlias

from app.datasets import Dataset
from app.nn.network import Network
from app.training.augmentation import Augmentation
from app.training.experiment import Experiment, NetworkRecipe, TrainingRecipe
from app.training.measurement import Measurement
from app.training.metrics import Evaluator
from app.training.phases import phases_of
from app.training.stepper import Stepper

KEPT = 3
"""Benches that a trainer keeps: to go there and back over a change takes no new buffers."""

Recipe: TypeAlias = tuple[NetworkRecipe, TrainingRecipe]


class Bench:
    """A network bound to its data and to the recipe it is trained by.

    Attributes:
        network: what is trained.
        size: training samples.
        batch_size, steps_per_epoch: in force, at least 1.
        measurement: how good the network is.
        phases: those of a step.
        stepper: makes a step.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset, network: Network) -> None:
        recipe = experiment.training
        self.network = network
        self.size = len(dataset.train.inputs)
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
            dataset.train.inputs,
            dataset.train.targets,
            recipe.optimizer,
            dict.fromkeys([self.batch_size, last or self.batch_size]),
            recipe.l1,
            recipe.l2,
            recipe.schedule,
            recipe.clip_norm,
            Augmentation.of(experiment, dataset),
        )


class Benches:
    """The benches that were used last, by recipe; all are on the same data."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Recipe, Bench] = OrderedDict()

    def make(self, experiment: Experiment, dataset: Dataset, network: Network) -> Bench:
        """A new one, in place of an older one of the same recipe."""
        recipe = experiment.network, experiment.training
        self._kept[recipe] = bench = Bench(experiment, dataset, network)
        self._kept.move_to_end(recipe)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return bench

    def find(self, experiment: Experiment) -> Bench | None:
        """The one of this recipe, if it was kept."""
        recipe = experiment.network, experiment.training
        if recipe in self._kept:
            self._kept.move_to_end(recipe)
        return self._kept.get(recipe)
