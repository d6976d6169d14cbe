"""A unit tells what its passes went by: the followed sample's, and the mini-batch's."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from app.training import Trainer
from app.training.inspection import Inspector, Unit
from tests.training.recipes import every_kind, tiny, with_layers

NORM, DROPOUT, FLATTEN = 2, 6, 7
CELLS = 64


@pytest.fixture
def trainer() -> Trainer:
    trainer = Trainer(with_layers(tiny("digits", samples=60), every_kind(rate=0.5)))
    trainer.step("step", 3)
    return trainer


def read(trainer: Trainer, layer: int, unit: int, sample: int = 0) -> dict[str, Any]:
    found = Inspector(trainer).read(Unit(layer, unit), "train", sample)
    message: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    return message


def test_the_sample_is_normalised_by_what_is_remembered_and_the_mini_batch_by_its_own(
    trainer: Trainer,
) -> None:
    trainer.step("phase", 1 + NORM)
    passed = trainer.latest_pass
    assert passed is not None
    layer = passed.layers[NORM - 1]
    means = layer.wiring.as_input(layer.wiring.input).mean((1, 2, 3))
    for channel in range(3):
        found = read(trainer, NORM, channel * CELLS + 5)
        running = np.array([found["went_by"][role] for role in ("mean", "variance")], np.float32)
        np.testing.assert_array_equal(running, trainer.network.state[[channel, 3 + channel]])
        assert found["batch"]["mean"] == pytest.approx(means[channel], rel=1e-5)
        assert found["batch"]["samples"] == len(passed.chosen)
        # z = γ (a - μ) / sqrt(σ² + ε) + β
        gamma, beta = found["inputs"][0]["parameter"], found["bias"]["parameter"]
        normal = (found["inputs"][0]["activation"] - running[0]) / np.sqrt(running[1] + 1e-5)
        assert found["z"] == pytest.approx(gamma * normal + beta, rel=1e-4)


def test_a_unit_says_of_which_samples_it_was_left_out(trainer: Trainer) -> None:
    trainer.step("phase", 1 + DROPOUT)
    passed = trainer.latest_pass
    assert passed is not None
    factors = passed.layers[DROPOUT - 1].went_by()["factors"]
    chosen = [int(sample) for sample in passed.chosen]
    for unit in range(len(factors)):
        found = read(trainer, DROPOUT, unit, sample=chosen[2])
        assert found["went_by"] == {}
        assert found["batch"] == {
            "samples": len(chosen),
            "sample": chosen[2],
            "factors": factors[unit, 2],
            "zero": int((factors[unit] == 0).sum()),
        }


def test_what_has_not_happened_or_goes_by_nothing_tells_nothing(trainer: Trainer) -> None:
    assert read(trainer, DROPOUT, 0)["batch"] is not None
    trainer.step("phase", NORM)
    assert read(trainer, NORM, 0)["batch"] is None
    assert read(trainer, DROPOUT, 0)["batch"] is None
    trainer.step("phase", 20)
    for layer in (0, 1, FLATTEN):
        found = read(trainer, layer, 0)
        assert (found["went_by"], found["batch"]) == ({}, None)
