"""Every kind of layer that an experiment may name trains, and is found again to the bit."""

from __future__ import annotations

import json

import numpy as np
import pytest

from app.nn.layers import Conv2D, Dense, Layer, MaxPool2D
from app.nn.optimizers import Adam, Momentum
from app.training import Experiment, Snapshot, Trainer
from app.training.experiment import HIDDEN_LAYERS
from app.training.timeline import Timeline
from tests.training.moments import moment_of, seek, ticking
from tests.training.recipes import every_kind, tiny, with_layers

NETWORKS: dict[str, tuple[Layer, ...]] = {
    "all": every_kind(),
    "maps to the end": (Conv2D(2, kernel_size=3, stride=2), MaxPool2D(2)),
    "dense reads maps": (Conv2D(2, kernel_size=5), Dense(3)),
}


def experiment_of(name: str) -> Experiment:
    optimizer = Adam() if name == "all" else Momentum()
    return with_layers(tiny("digits", samples=60, optimizer=optimizer), NETWORKS[name])


def test_all_kinds_are_among_these() -> None:
    assert {layer.kind for layer in NETWORKS["all"]} == set(HIDDEN_LAYERS)


@pytest.mark.parametrize("name", NETWORKS)
def test_it_is_the_same_experiment_after_json(name: str) -> None:
    experiment = experiment_of(name)
    text = json.dumps(experiment.model_dump(mode="json"))
    assert Experiment.model_validate_json(text) == experiment


def test_it_learns() -> None:
    layers = every_kind(rate=0.0)[:3]
    trainer = Trainer(with_layers(tiny("digits", samples=400, optimizer=Adam(0.01)), layers))
    before = trainer.metrics.train_loss
    trainer.step("epoch", 10)
    assert trainer.metrics.train_loss < before / 3


@pytest.mark.parametrize("name", NETWORKS)
def test_a_restored_run_goes_on_as_it(name: str) -> None:
    trainer = Trainer(experiment_of(name))
    trainer.step("step", 11)
    trainer.step("phase", 4)
    restored = Trainer.from_snapshot(Snapshot.from_bytes(trainer.snapshot().to_bytes()))
    assert moment_of(restored) == moment_of(trainer)
    for one in (trainer, restored):
        one.step("step", 9)
    assert moment_of(restored) == moment_of(trainer)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_step_is_found_as_it_was(name: str) -> None:
    timeline = Timeline(experiment_of(name), ticking())
    moments = [moment_of(timeline.trainer)]
    for _ in range(40):
        timeline.step()
        moments.append(moment_of(timeline.trainer))
    for step in (13, 39, 0, 25, 40):
        assert seek(timeline, step) == moments[step], step


def test_phase_by_phase_is_the_same_step() -> None:
    at_once, by_phase = Trainer(experiment_of("all")), Trainer(experiment_of("all"))
    at_once.step("step", 2)
    while by_phase.steps < 2:
        by_phase.step("phase")
    np.testing.assert_array_equal(at_once.network.parameters, by_phase.network.parameters)
    np.testing.assert_array_equal(at_once.network.state, by_phase.network.state)
