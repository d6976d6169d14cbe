"""The examples learn their data well; these are the promises of the catalog."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.datasets import DATASETS
from app.nn.layers import Dense
from app.training import Trainer, example_on

LOSS_BELOW = {
    "circle": (0.1, 150),
    "xor": (0.1, 100),
    "two_gaussians": (0.1, 50),
    "spiral": (0.1, 200),
    "moons": (0.05, 100),
    "plane": (0.01, 100),
    "gaussians": (0.05, 100),
    "iris": (0.2, 100),
    "wine": (0.15, 100),
    "breast_cancer": (0.1, 100),
    "diabetes": (0.5, 100),
}
ACCURACY = {
    "circle": 0.95,
    "xor": 0.95,
    "two_gaussians": 0.95,
    "spiral": 0.95,
    "moons": 0.95,
    "digits": 0.96,
    "mnist": 0.95,
    "shapes": 0.95,
    "shapes_detection": 0.95,
    "iris": 0.9,
    "wine": 0.9,
    "breast_cancer": 0.95,
}


def train_until(name: str, epochs: int, good: Callable[[Trainer], bool]) -> bool:
    trainer = Trainer(example_on(name))
    while trainer.epoch < epochs and not good(trainer):
        trainer.step("epoch")
    return good(trainer)


@pytest.mark.parametrize("name", LOSS_BELOW)
def test_the_test_loss_falls(name: str) -> None:
    limit, epochs = LOSS_BELOW[name]
    assert train_until(name, epochs, lambda trainer: trainer.metrics.test_loss < limit)


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name == "mnist" else []) for name in ACCURACY],
)
def test_the_test_samples_are_told_apart(name: str) -> None:
    accuracy = ACCURACY[name]
    assert train_until(name, 200, lambda trainer: trainer.metrics.test_accuracy >= accuracy)


def test_boxes_are_found() -> None:
    assert train_until("shapes_detection", 100, lambda trainer: trainer.metrics.test_iou > 0.75)


def test_no_dataset_is_forgotten() -> None:
    fetched = {name for name, spec in DATASETS.items() if spec.fetchable}
    assert set(LOSS_BELOW) | set(ACCURACY) | fetched | {"points", "drawings"} == set(DATASETS)


def test_the_spiral_is_learned_from_the_coordinates_alone_by_three_layers_of_eight() -> None:
    spiral = example_on("spiral")
    assert spiral.dataset.features == ("x", "y")
    assert spiral.network.layers == (Dense(8, "tanh"),) * 3


def test_digits_are_learned_by_32_units_with_adam() -> None:
    digits = example_on("digits")
    assert digits.network.layers == (Dense(32, "relu"),)
    assert digits.training.optimizer.name == "adam"


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_spiral_does_not_hang_on_a_lucky_seed(seed: int) -> None:
    spiral = example_on("spiral")
    training = spiral.training.model_copy(update={"seed": seed})
    trainer = Trainer(spiral.model_copy(update={"training": training}))
    while trainer.epoch < 300 and trainer.metrics.test_loss >= 0.1:
        trainer.step("epoch")
    assert trainer.metrics.test_loss < 0.1


def test_own_points_are_learned() -> None:
    example = example_on("points")
    points = tuple(
        (x / 2, y / 2, int(x * y > 0)) for x in range(-9, 10, 2) for y in range(-9, 10, 2)
    )
    dataset = example.dataset.model_copy(update={"points": points})
    trainer = Trainer(example.model_copy(update={"dataset": dataset}))
    while trainer.epoch < 500 and trainer.metrics.train_accuracy < 0.95:
        trainer.step("epoch")
    assert trainer.metrics.train_accuracy >= 0.95
