"""For every dataset an experiment that learns it well: a new one is an entry here."""

from __future__ import annotations

from collections.abc import Mapping

from app.datasets import DATASETS
from app.nn.layers import Conv2D, Dense, MaxPool2D
from app.nn.optimizers import SGD, Adam
from app.training.experiment import DatasetRecipe, Experiment, NetworkRecipe, TrainingRecipe


def example_on(name: str) -> Experiment:
    """An experiment on dataset `name` with settings that learn it well.

    Raises:
        KeyError: there is no such dataset; the message lists them.
    """
    if name not in DATASETS:
        raise KeyError(f"no dataset {name!r}; there are {', '.join(DATASETS)}")
    return EXAMPLES.get(name) or Experiment(dataset=DatasetRecipe(name=name))


def _example(
    name: str, *units: int, activation: str = "tanh", training: TrainingRecipe, **dataset: float
) -> Experiment:
    initializer = "he_uniform" if activation == "relu" else "xavier_uniform"
    layers = tuple(Dense(units=count, activation=activation) for count in units)
    return Experiment(
        dataset=DatasetRecipe.model_validate({"name": name, **dataset}),
        network=NetworkRecipe(layers=layers, initializer=initializer),
        training=training,
    )


def _lenet(name: str, **dataset: float) -> Experiment:
    """On pictures of 28 by 28: LeNet-5 with one dense layer less, and a smaller one."""
    return Experiment(
        dataset=DatasetRecipe.model_validate({"name": name, "test_fraction": 0.3, **dataset}),
        network=NetworkRecipe(
            layers=(
                Conv2D(channels=6, kernel_size=5, padding=2),
                MaxPool2D(),
                Conv2D(channels=16, kernel_size=5),
                MaxPool2D(),
                Dense(units=32, activation="relu"),
            ),
            initializer="he_uniform",
        ),
        training=TrainingRecipe(optimizer=Adam(learning_rate=0.003), batch_size=32, l2=0.001),
    )


def _shapes(name: str) -> Experiment:
    """On pictures of 16 by 16: two convolutions, and a layer that has seen the whole picture."""
    return Experiment(
        dataset=DatasetRecipe(name=name, samples=2000, test_fraction=0.3),
        network=NetworkRecipe(
            layers=(
                Conv2D(channels=8, kernel_size=3, padding=1),
                MaxPool2D(),
                Conv2D(channels=16, kernel_size=3, padding=1),
                MaxPool2D(),
                Dense(units=32, activation="relu"),
            ),
            initializer="he_uniform",
        ),
        training=TrainingRecipe(optimizer=Adam(learning_rate=0.002), batch_size=32, l2=0.0003),
    )


_QUICK = TrainingRecipe(optimizer=Adam(learning_rate=0.01))
_BRISK = TrainingRecipe(optimizer=SGD(learning_rate=0.1))
# Tables have few rows: without a penalty their networks soon learn the rows by heart.
_TABLE = TrainingRecipe(optimizer=Adam(learning_rate=0.003), l2=0.01)

EXAMPLES: Mapping[str, Experiment] = {
    example.dataset.name: example
    for example in (
        _example("xor", 4, 2, training=_BRISK),
        _example("moons", 4, 2, training=_BRISK),
        # With fewer points there are gaps along the arms, and the network fills them at will.
        _example("spiral", 8, 8, 8, training=_QUICK, samples=1000, noise=0.0),
        _example("plane", 4, 2, training=_QUICK),
        _example("gaussians", 8, 8, training=_QUICK),
        _example("points", 4, 2, training=_BRISK),
        _example(
            "digits",
            32,
            activation="relu",
            training=TrainingRecipe(optimizer=Adam(learning_rate=0.003), batch_size=32, l2=0.001),
            test_fraction=0.3,
        ),
        _example(
            "drawings",
            32,
            activation="relu",
            training=TrainingRecipe(optimizer=Adam(learning_rate=0.003), batch_size=16, l2=0.001),
            test_fraction=0.3,
        ),
        _lenet("mnist", samples=5000),
        _lenet("mnist_full", samples=10_000),
        _lenet("fashion_mnist", samples=10_000),
        _shapes("shapes"),
        _shapes("shapes_detection"),
        _example("iris", 8, training=_TABLE, test_fraction=0.3),
        _example("wine", 8, training=_TABLE, test_fraction=0.3),
        _example("breast_cancer", 8, training=_TABLE, test_fraction=0.3),
        _example(
            "diabetes",
            4,
            training=TrainingRecipe(optimizer=SGD(learning_rate=0.01), l2=0.1),
            test_fraction=0.3,
        ),
    )
}
