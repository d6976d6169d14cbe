"""A class fits into its wireless network: what forty viewers of a room are sent in a second."""

from __future__ import annotations

import pytest

from app.frames import Probe, Spotlight
from app.frames.layout import SLOW_PARTS
from app.nn.layers import Dense
from app.nn.optimizers import SGD, Adam
from app.training import Experiment, Trainer
from app.training.experiment import DatasetRecipe, NetworkRecipe, TrainingRecipe

VIEWERS, FRAMES_PER_SECOND, FRAMES_PER_MAP = 40, 30, 4
AT_SPEED = ["network", "spotlight", "maps"]


def megabits_per_second(experiment: Experiment, steps_before: int) -> float:
    """What the page's views of a run in the plane take that trains at full speed."""
    trainer = Trainer(experiment)
    trainer.step("step", steps_before)
    probe = Probe(trainer, Spotlight())
    sizes = []
    for number in range(30):
        trainer.step("step", 20)
        slow = number % FRAMES_PER_MAP == 0
        parts = [name for name in AT_SPEED if slow or name not in SLOW_PARTS]
        sizes.append(len(probe.frame(0, parts)))
    return sum(sizes) / len(sizes) * FRAMES_PER_SECOND * VIEWERS * 8 / 1e6


@pytest.mark.parametrize("steps_before", [0, 2000])
def test_the_default_network(steps_before: int) -> None:
    assert megabits_per_second(Experiment(), steps_before) <= 10


@pytest.mark.parametrize("steps_before", [0, 3000])
@pytest.mark.parametrize("optimizer", [SGD(), Adam(learning_rate=0.01)])
def test_the_largest_network_of_playground(optimizer: SGD | Adam, steps_before: int) -> None:
    experiment = Experiment(
        dataset=DatasetRecipe(name="spiral"),
        network=NetworkRecipe(layers=(Dense(units=8, activation="tanh"),) * 6),
        training=TrainingRecipe(optimizer=optimizer),
    )
    assert Trainer(experiment).network.parameters.size == 393
    assert megabits_per_second(experiment, steps_before) <= 50
