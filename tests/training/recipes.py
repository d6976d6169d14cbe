"""Experiments for tests: small ones, and every kind that there is."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from app.datasets import DATASETS, FEATURES
from app.nn.activations import ACTIVATIONS
from app.nn.initializers import INITIALIZERS
from app.nn.layers import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    MaxPool2D,
)
from app.nn.optimizers import SGD, Adam, Momentum, Optimizer
from app.nn.schedules import Constant, CosineDecay, StepDecay, WarmUp
from app.training import Experiment
from app.training.experiment import DatasetRecipe, NetworkRecipe, StopRecipe, TrainingRecipe

HERE = [name for name, spec in DATASETS.items() if not spec.fetchable]
"""The datasets that are always there."""

NO_STOP = StopRecipe()


def tiny(
    dataset: str = "circle",
    *,
    samples: int = 26,
    units: Sequence[int] = (3,),
    activation: str = "tanh",
    optimizer: Optimizer | None = None,
    batch_size: int = 5,
    l1: float = 0.0,
    l2: float = 0.0,
    stop: StopRecipe = NO_STOP,
    seed: int = 1,
    points: Sequence[tuple[float, float, int]] = (),
) -> Experiment:
    """By default 13 training samples in batches of 5, so that the last one is smaller."""
    return Experiment(
        dataset=DatasetRecipe(name=dataset, samples=samples, points=tuple(points)),
        network=NetworkRecipe(layers=tuple(Dense(count, activation) for count in units)),
        training=TrainingRecipe(
            optimizer=optimizer or SGD(), batch_size=batch_size, l1=l1, l2=l2, stop=stop, seed=seed
        ),
    )


def small_convolution() -> Experiment:
    """Digits, seen by six kernels of 3 × 3 and four that read those."""
    layers: tuple[Layer, ...] = (
        Conv2D(channels=6, kernel_size=3, activation="relu"),
        MaxPool2D(),
        Conv2D(channels=4, kernel_size=2, activation="tanh"),
        Dense(16, "tanh"),
    )
    experiment = tiny("digits", optimizer=Adam(learning_rate=0.01), batch_size=32)
    return with_layers(experiment, layers)


def with_training(experiment: Experiment, **changes: object) -> Experiment:
    """The same experiment with other training settings."""
    training = experiment.training.model_copy(update=changes)
    return experiment.model_copy(update={"training": training})


def with_layers(experiment: Experiment, layers: Sequence[Layer]) -> Experiment:
    """The same experiment with other hidden layers."""
    network = experiment.network.model_copy(update={"layers": tuple(layers)})
    return experiment.model_copy(update={"network": network})


def every_kind(rate: float = 0.25) -> tuple[Layer, ...]:
    """Hidden layers of every kind that an experiment may name, for images of 8 × 8."""
    return (
        Conv2D(3, kernel_size=3, padding=1, activation="relu"),
        BatchNorm(),
        MaxPool2D(2),
        Conv2D(2, kernel_size=3, stride=2, padding=1, activation="tanh"),
        AveragePool2D(2),
        Dropout(rate),
        Flatten(),
        Dense(4, "tanh"),
    )


rates = st.floats(1e-4, 0.1)
optimizers = st.one_of(
    st.builds(SGD, learning_rate=rates),
    st.builds(Momentum, learning_rate=rates, momentum=st.floats(0, 0.95)),
    st.builds(Adam, learning_rate=rates),
)
schedules = st.one_of(
    st.just(Constant()),
    st.builds(StepDecay, every=st.integers(1, 5)),
    st.builds(WarmUp, steps=st.integers(1, 9), then=st.just(CosineDecay(steps=20))),
)
coordinates = st.floats(-6, 6)
points = st.lists(st.tuples(coordinates, coordinates, st.integers(0, 1)), max_size=12)


@st.composite
def experiments(draw: st.DrawFn, datasets: Sequence[str] = tuple(HERE)) -> Experiment:
    """Any experiment, of a size that trains in milliseconds."""
    name = draw(st.sampled_from(datasets))
    features = draw(st.lists(st.sampled_from(list(FEATURES)), min_size=1, unique=True))
    activations = st.sampled_from(list(ACTIVATIONS))
    layers = draw(st.lists(st.builds(Dense, st.integers(1, 6), activations), max_size=3))
    penalties = st.sampled_from([0.0, 0.001, 0.1])
    return Experiment(
        dataset=DatasetRecipe(
            name=name,
            samples=draw(st.integers(20, 40)),
            noise=draw(st.floats(0, 0.5)),
            test_fraction=draw(st.sampled_from([0.1, 0.5, 0.9])),
            seed=draw(st.integers(0, 2**31 - 1)),
            features=tuple(features),
            points=tuple(draw(points)) if name == "points" else (),
        ),
        network=NetworkRecipe(
            layers=tuple(layers), initializer=draw(st.sampled_from(list(INITIALIZERS)))
        ),
        training=TrainingRecipe(
            optimizer=draw(optimizers),
            batch_size=draw(st.integers(1, 40)),
            l1=draw(penalties),
            l2=draw(penalties),
            schedule=draw(schedules),
            clip_norm=draw(st.sampled_from([None, 0.1])),
            stop=StopRecipe(
                max_epochs=draw(st.none() | st.integers(1, 5)),
                patience=draw(st.none() | st.integers(1, 5)),
            ),
            seed=draw(st.integers(0, 2**31 - 1)),
        ),
    )
