"""What goes wrong in networks with maps, and what only looks as if it did."""

from __future__ import annotations

import numpy as np

from app.nn.layers import Conv2D, Dense, Dropout, Flatten, Layer, MaxPool2D
from app.nn.optimizers import Adam, Optimizer
from app.training import Trainer
from app.training.diagnosis import diagnose
from app.training.statistics import QUANTITIES
from tests.training.recipes import every_kind, tiny, with_layers

SMALL: tuple[Layer, ...] = (
    Conv2D(6, kernel_size=3, padding=1),
    MaxPool2D(2),
    Flatten(),
    Dropout(0.2),
    Dense(16, "relu"),
)


def run_of(layers: tuple[Layer, ...], optimizer: Optimizer, samples: int = 300) -> Trainer:
    return Trainer(with_layers(tiny("digits", samples=samples, optimizer=optimizer), layers))


def test_nothing_goes_wrong_while_it_learns() -> None:
    for layers in (SMALL, every_kind(0.1)[:3]):
        trainer = run_of(layers, Adam(0.003))
        for _ in range(6):
            trainer.step("epoch", 5)
            assert diagnose(trainer) == []


def test_a_map_is_dead_when_all_of_it_is() -> None:
    trainer = run_of(SMALL, Adam(0.003))
    (kernels,) = trainer.network.views(trainer.network.parameters)[0]
    # What stands in the corners of digits is always the same: these cells of maps are 0.
    kernels[:, :5] = 0
    kernels[-1, :5] = -1
    kernels[4, 5], kernels[-1, 5] = 1, -0.1
    trainer.step("phase", 1)
    trainer.edit(1, 0, 0, 0.0)
    trainer.step("epoch", 1)
    record = trainer.statistics.records[-1].layers
    dead = [row[QUANTITIES.index("dead")] for row in record]
    assert dead[0] == 5 / 6
    # Those without an activation function have none.
    assert np.isnan(dead[1:4]).all()
    gradients = [row[QUANTITIES.index("gradient_rms")] for row in record]
    assert np.isnan(gradients[1:4]).all()
    assert not np.isnan([gradients[0], *gradients[4:]]).any()


def test_dead_maps_are_found_counted_and_get_a_leak() -> None:
    trainer = run_of(SMALL, Adam(0.00001))
    (kernels,) = trainer.network.views(trainer.network.parameters)[0]
    kernels[:-1], kernels[-1] = 0, -1
    trainer.edit(1, 0, 0, 0.0)
    trainer.step("epoch", 3)
    found = next(finding for finding in diagnose(trainer) if finding.code == "dead")
    assert (found.layer, found.values) == (1, {"dead": 6, "units": 6})
    assert found.remedy is not None
    changed = found.remedy.experiment.network.layers
    assert [getattr(layer, "activation", None) for layer in changed] == [
        "leaky_relu",
        None,
        None,
        None,
        "leaky_relu",
    ]


def test_vanishing_compares_the_first_and_the_last_that_learn() -> None:
    deep = (
        MaxPool2D(1, stride=1),
        Conv2D(3, kernel_size=3, padding=1, activation="sigmoid"),
        *[Dense(6, "sigmoid") for _ in range(8)],
    )
    trainer = run_of(deep, Adam(0.00001), samples=60)
    for _ in range(10):
        trainer.step("epoch", 3)
    found = next(finding for finding in diagnose(trainer) if finding.code == "vanishing")
    assert found.layer == 2
    assert found.remedy is not None
    kinds = {getattr(layer, "activation", None) for layer in found.remedy.experiment.network.layers}
    assert kinds == {None, "relu"}
