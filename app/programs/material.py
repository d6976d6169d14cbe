"""What programs in every framework are made of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from app.datasets import Dataset, samples_of
from app.datasets.base import Samples
from app.nn.calls import Shape
from app.nn.losses import Loss
from app.programs.errors import ProgramError
from app.programs.layer_material import LayerMaterial, layers_of
from app.programs.literals import pack
from app.training.augmentation import Augmentation
from app.training.build import build_network, load_dataset, loss_for
from app.training.experiment import Experiment
from app.training.problems import Refusal

EPOCHS = 100
"""How long a program trains whose experiment has no end."""


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
        task: `binary`, `multiclass`, `regression` or `detection`, which tells the loss.
        loss: with its settings.
        layers: all layers, the output layer, which gives logits, last.
        train, test: the samples as the network reads them. Targets are class numbers, or values;
            of a detection, a one-hot class with the box behind it.
        corrections: how many of the training samples, the last, were corrected by hand.
        weight: how often each of them comes in an epoch.
        augmentation: how training pictures are changed as they are seen, None where they are not.
        input_labels: names of the inputs, none for pixels.
        classes: names of the classes, none for a regression.
        optimizer: the optimizer's settings by name, without its own.
        schedules: one after the other the names and settings of what the learning rate goes by;
            the second follows a warm-up. None where it is constant.
        batch_size: samples of a mini-batch.
    """

    experiment: Experiment
    task: str
    loss: Loss
    layers: tuple[LayerMaterial, ...]
    train: Packed
    test: Packed
    corrections: int
    weight: int
    augmentation: Augmentation | None
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
    def reads_maps(self) -> bool:
        """Whether a sample, which comes as one row of numbers, is seen as maps."""
        return len(self.sample_shape) > 1 and not self.is_dense

    @property
    def predicts_otherwise(self) -> bool:
        """Whether the network predicts in another way than it trains."""
        return bool(self.kinds & {"dropout", "batch_norm"})

    @property
    def normalised_alone(self) -> list[str]:
        """Dimensions, "1d" or "2d", of normalisations that meet a batch with one number a part."""
        entries = self.samples + self.weight * self.corrections
        if self.batch_size > 1 and entries % self.batch_size != 1:
            return []
        lone = (layer.dimensions for layer in self.layers if layer.normalises_single_numbers)
        return list(dict.fromkeys(lone))

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
    def outputs_are(self) -> str:
        """What the last layer gives."""
        return {
            "regression": "the prediction",
            "detection": "logits of the class, then of the box",
        }.get(self.task, "logits, which the loss reads")

    @property
    def scores(self) -> tuple[str, ...]:
        """What is measured of a split beside the loss."""
        return {"regression": (), "detection": ("accuracy", "overlap")}.get(
            self.task, ("accuracy",)
        )

    @property
    def measured(self) -> str:
        """The same in words, and the loss before it."""
        return {
            "regression": "the mean loss",
            "detection": "the mean loss, the share of right answers, the mean overlap",
        }.get(self.task, "the mean loss, and the share of right answers")

    @property
    def epochs(self) -> int:
        """How many passes over the training samples the program makes."""
        return self.experiment.training.stop.max_epochs or EPOCHS


def gather(experiment: Experiment) -> Material:
    """Load the data and draw the initial weights.

    Raises:
        ProgramError: there are no data, or no training samples.
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
    optimizer = asdict(training.optimizer)  # type: ignore[call-overload]
    del optimizer["name"]
    return Material(
        experiment=experiment,
        task=task,
        loss=loss_for(dataset),
        layers=layers_of(build_network(experiment, dataset)),
        train=_packed(_with_corrections(experiment, dataset), task),
        test=_packed(dataset.test, task),
        corrections=len(experiment.dataset.corrections),
        weight=training.correction_weight,
        augmentation=Augmentation.of(experiment, dataset),
        input_labels=dataset.input_labels if any(dataset.input_labels) else (),
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


def _packed(samples: Samples, task: str) -> Packed:
    targets = samples.targets.argmax(axis=1) if task == "multiclass" else samples.targets
    return Packed(len(samples), pack(samples.inputs), pack(targets))


def _schedules(schedule: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    if schedule["name"] == "constant":
        return ()
    then = schedule.pop("then", None)
    return (schedule, *(_schedules(then) if then else ()))
