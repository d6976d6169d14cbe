"""What programs in every framework are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from math import prod
from typing import Any

import numpy as np

from app.datasets import Dataset, samples_of
from app.datasets.base import Samples
from app.nn.calls import Array, Shape
from app.nn.layers import BatchNorm, Conv2D, Dense, Layer
from app.nn.network import Network
from app.programs.framework import Framework
from app.programs.literals import literal, pack
from app.training.build import build_network, load_dataset
from app.training.experiment import Experiment
from app.training.problems import Refusal

EPOCHS = 100
"""How long a program trains whose experiment has no end."""


class ProgramError(ValueError):
    """There is no program for this experiment; the text says why."""


@dataclass(frozen=True)
class LayerMaterial:
    """A layer with its settings; the weights it begins with, packed, if it has any.

    Biases begin at 0, and so does what is added after a normalisation, whose factors begin at 1.

    Attributes:
        kind, title: as the engine calls it, and as people do.
        input_shape, output_shape: of one sample; a picture of one colour has one map.
        activation: None where it has none.
        settings: the layer's own, by name.
        weights_shape: (units, inputs), or of a convolution (maps, numbers of a kernel).
    """

    kind: str
    title: str
    input_shape: Shape
    output_shape: Shape
    activation: str | None
    settings: dict[str, Any]
    weights_shape: Shape = ()
    weights: str = ""

    @property
    def inputs(self) -> int:
        """Numbers that it reads."""
        return prod(self.input_shape)

    @property
    def units(self) -> int:
        """Numbers that it gives."""
        return prod(self.output_shape)

    @property
    def parts(self) -> int:
        """What a normalisation measures apart: maps, or single numbers."""
        return self.input_shape[0]

    @property
    def reads_maps_flat(self) -> bool:
        """Whether maps come in to neurons."""
        return self.kind == "dense" and len(self.input_shape) > 1

    @property
    def window(self) -> str:
        """Size, stride and padding of what moves over maps, as arguments."""
        names = ("kernel_size", "stride", "padding")
        return ", ".join(literal(self.settings[name]) for name in names if name in self.settings)

    @property
    def words(self) -> str:
        """What it is, in a list of layers."""
        if self.kind == "dense":
            return f"{self.units} {self.activation}"
        shape = "×".join(map(str, self.output_shape))
        bent = "" if self.activation is None else f" {self.activation}"
        return f"{self.title.lower()} to {shape}{bent}"

    def call(self, framework: Framework) -> str:
        """Source that makes the layer, where a framework brings its own."""
        return framework.layers[self.kind].format_map(
            {
                **{name: literal(value) for name, value in self.settings.items()},
                "inputs": self.inputs,
                "units": self.units,
                "maps": self.input_shape[0],
                "parts": self.parts,
                "dimensions": "2d" if len(self.input_shape) > 1 else "1d",
            }
        )


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
    layers: tuple[LayerMaterial, ...]
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
        names = (layer.activation for layer in self.layers[:-1])
        return list(dict.fromkeys(name for name in names if name is not None))

    @property
    def kinds_in_order(self) -> list[str]:
        """The kinds of the layers, each once, in order of first use."""
        return list(dict.fromkeys(layer.kind for layer in self.layers))

    @property
    def kinds(self) -> set[str]:
        """The kinds of the layers."""
        return set(self.kinds_in_order)

    @property
    def is_dense(self) -> bool:
        """Whether all layers are dense."""
        return self.kinds == {"dense"}

    @property
    def has_windows(self) -> bool:
        """Whether anything moves over maps."""
        return any(layer.window for layer in self.layers)

    @property
    def sample_shape(self) -> Shape:
        """Of a sample as the first layer reads it."""
        return self.layers[0].input_shape

    @property
    def predicts_otherwise(self) -> bool:
        """Whether the network predicts in another way than it trains."""
        return bool(self.kinds & {"dropout", "batch_norm"})

    @property
    def is_random(self) -> bool:
        """Whether two runs of the program's kind differ by chance."""
        return "dropout" in self.kinds

    @property
    def words(self) -> str:
        """The network in a sentence."""
        hidden = "".join(f", {layer.words}" for layer in self.layers[:-1])
        outputs = self.layers[-1].units
        return f"The network: {self.inputs} inputs{hidden}, {outputs} output{'s' * (outputs > 1)}."

    @property
    def epochs(self) -> int:
        """How many passes over the training samples the program makes."""
        return self.experiment.training.stop.max_epochs or EPOCHS


def gather(experiment: Experiment) -> Material:
    """Load the data and draw the initial weights.

    Raises:
        ProgramError: there are no data or training samples, or no program is written for what is
            done to the pictures or for boxes.
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


def _layers(network: Network) -> tuple[LayerMaterial, ...]:
    for layer, shape in zip(network.layers, network.shapes, strict=False):
        # The engine takes what has two axes for a sequence there.
        if isinstance(layer, BatchNorm) and len(shape) == 2:
            raise ProgramError(
                "No program can be written yet that normalises a picture before anything else."
            )
    shapes = [_as_maps(shape) for shape in network.shapes]
    parameters = network.views(network.parameters)
    return tuple(
        _layer(layer, shapes[index], shapes[index + 1], views)
        for index, (layer, views) in enumerate(zip(network.layers, parameters, strict=True))
    )


def _as_maps(shape: Shape) -> Shape:
    """A picture of one colour is one map."""
    return (1, *shape) if len(shape) == 2 else shape


def _layer(
    layer: Layer, input_shape: Shape, output_shape: Shape, views: Sequence[Array]
) -> LayerMaterial:
    settings = asdict(layer)  # type: ignore[call-overload]
    kind = settings.pop("kind")
    activation = settings.pop("activation", None)
    weights = None
    if isinstance(layer, Dense):
        weights = views[0][:, :-1]
    elif isinstance(layer, Conv2D):
        weights = views[0][:-1].T
    material = LayerMaterial(
        kind, layer.title["en"], input_shape, output_shape, activation, settings
    )
    if weights is None:
        return material
    return replace(material, weights_shape=weights.shape, weights=pack(weights))


def _packed(samples: Samples, task: str) -> Packed:
    targets = samples.targets.argmax(axis=1) if task == "multiclass" else samples.targets
    return Packed(len(samples), pack(samples.inputs), pack(targets))


def _schedules(schedule: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    if schedule["name"] == "constant":
        return ()
    then = schedule.pop("then", None)
    return (schedule, *(_schedules(then) if then else ()))
