"""What programs in every framework are made of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from app.datasets import Dataset, samples_of
from app.datasets.base import Samples
from app.nn.layers import Dense
from app.nn.network import Network
from app.programs.literals import pack
from app.training.build import build_network, load_dataset
from app.training.experiment import Experiment
from app.training.problems import Refusal

EPOCHS = 100
"""How long a program trains whose experiment has no end."""


class ProgramError(ValueError):
    """There is no program for this experiment; the text says why."""


@dataclass(frozen=True)
class DenseLayer:
    """A layer a = f(W·x + b) and its initial weights, packed; its biases begin at 0."""

    inputs: int
    units: int
    activation: str
    weights: str


@dataclass(frozen=True)
class Packed:
    """One split: how many samples, and their packed inputs and targets."""

    count: int
    inputs: str
    targets: str


@dataclass(frozen=True)
class Material:
    """An experiment with its numbers.

    Attributes:
        experiment: the recipe.
        task: `binary`, `multiclass` or `regression`, which tells the loss.
        layers: all layers, the output layer, which gives logits, last.
        train, test: the samples as the network reads them. Targets are class numbers, or values.
        corrections: how many of the training samples, the last, were corrected by hand.
        weight: how often each of them comes in an epoch.
        input_labels: names of the inputs, none for pixels.
        classes: names of the classes, none for a regression.
        optimizer: the optimizer's settings by name, without its own.
        schedules: one after the other the names and settings of what the learning rate goes by;
            the second follows a warm-up. None where it is constant.
        batch_size: samples of a mini-batch.
    """

    experiment: Experiment
    task: str
    layers: tuple[DenseLayer, ...]
    train: Packed
    test: Packed
    corrections: int
    weight: int
    input_labels: tuple[str, ...]
    classes: tuple[str, ...]
    optimizer: dict[str, float]
    schedules: tuple[dict[str, Any], ...]
    batch_size: int

    @property
    def inputs(self) -> int:
        """Numbers in a sample."""
        return self.layers[0].inputs

    @property
    def samples(self) -> int:
        """How many of the training samples are the dataset's own."""
        return self.train.count - self.corrections

    @property
    def activations(self) -> list[str]:
        """The names of the hidden layers' activations, each once, in order of first use."""
        return list(dict.fromkeys(layer.activation for layer in self.layers[:-1]))

    @property
    def epochs(self) -> int:
        """How many passes over the training samples the program makes."""
        return self.experiment.training.stop.max_epochs or EPOCHS


def gather(experiment: Experiment) -> Material:
    """Load the data and draw the initial weights.

    Raises:
        ProgramError: there are no data or training samples, or no program is written for the
            layers, for what is done to the pictures or for boxes.
    """
    try:
        dataset = load_dataset(experiment)
    except Refusal as refusal:
        raise ProgramError(f"The data are not here: {refusal}.") from refusal
    return material_of(experiment, dataset)


def material_of(experiment: Experiment, dataset: Dataset) -> Material:
    """The material of an experiment on data that are loaded already.

    Raises:
        ProgramError: as `gather`.
    """
    if not len(dataset.train):
        make = "draw some pictures" if dataset.spec.view == "image" else "place some points"
        raise ProgramError(f"There are no training samples yet: {make} first.")
    training, task = experiment.training, dataset.spec.task
    if task == "detection":
        raise ProgramError("No program can be written yet for a network that finds boxes.")
    if training.augmentation.any and dataset.spec.view == "image":
        raise ProgramError(
            "No program can be written yet that changes its pictures while it trains."
        )
    optimizer = asdict(training.optimizer)  # type: ignore[call-overload]
    del optimizer["name"]
    return Material(
        experiment=experiment,
        task=task,
        layers=_layers(build_network(experiment, dataset)),
        train=_packed(_with_corrections(experiment, dataset), task),
        test=_packed(dataset.test, task),
        corrections=len(experiment.dataset.corrections),
        weight=training.correction_weight,
        input_labels=dataset.input_labels,
        classes=dataset.classes or (),
        optimizer=optimizer,
        schedules=_schedules(asdict(training.schedule)),  # type: ignore[call-overload]
        batch_size=min(training.batch_size, len(dataset.train) + len(experiment.repeated)),
    )


def _with_corrections(experiment: Experiment, dataset: Dataset) -> Samples:
    own, corrections = dataset.train, experiment.dataset.corrections
    if not corrections:
        return own
    added = samples_of(corrections, dataset)
    return Samples(
        np.concatenate([own.inputs, added.inputs]), np.concatenate([own.targets, added.targets])
    )


def _layers(network: Network) -> tuple[DenseLayer, ...]:
    layers = []
    for layer, views in zip(network.layers, network.views(network.parameters), strict=True):
        if not isinstance(layer, Dense):
            raise ProgramError(f"No program can be written for layers of kind {layer.kind!r} yet.")
        (parameters,) = views
        units, columns = parameters.shape
        weights = pack(parameters[:, :-1])
        layers.append(DenseLayer(columns - 1, units, layer.activation, weights))
    return tuple(layers)


def _packed(samples: Samples, task: str) -> Packed:
    targets = samples.targets.argmax(axis=1) if task == "multiclass" else samples.targets
    return Packed(len(samples), pack(samples.inputs), pack(targets))


def _schedules(schedule: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    if schedule["name"] == "constant":
        return ()
    then = schedule.pop("then", None)
    return (schedule, *(_schedules(then) if then else ()))
