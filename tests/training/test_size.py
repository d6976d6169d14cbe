from __future__ import annotations

import json

import pytest
from hypothesis import given
from pydantic import ValidationError

from app.nn.layers import GRU, LSTM, Conv2D, Dense
from app.nn.summary import summarize
from app.training import Experiment, Trainer, experiment
from app.training.problems import explain
from app.training.size import LIMITS, Size, size_of
from tests.training.recipes import experiments, tiny


def test_what_a_step_needs() -> None:
    # 2-3-1: 9 + 4 parameters, 2 + 3 + 1 numbers a sample, 6 + 3 products forward.
    assert size_of(tiny(units=(3,)).summary, 5) == Size(13, 6 * 5, 9 * 5 * 3, 0.02)


def test_the_time_of_a_step_is_estimated_from_what_it_computes() -> None:
    """Beside what was measured on one core; within a factor of two is near enough for a limit."""
    conv = Conv2D(channels=32, kernel_size=5)
    dense = (Dense(units=64),) * 12
    for layers, shape, batch_size, measured in (
        ((conv, conv, Dense(units=10)), (1, 28, 28), 64, 71),
        ((LSTM(units=128), Dense(units=1)), (50, 16), 64, 20),
        ((GRU(units=16), Dense(units=1)), (100, 4), 16, 0.95),
        (dense, (64,), 256, 1.2),
    ):
        estimate = size_of(summarize(layers, shape), batch_size).milliseconds
        assert measured / 2 <= estimate <= measured * 2, (layers, estimate)


def test_many_small_steps_in_time_are_too_slow_though_they_multiply_little() -> None:
    layers = [LSTM(units=4, returns="all") for _ in range(12)]
    size = size_of(summarize(layers, (1000, 4)), 1)
    assert size.excess(LIMITS) == ("milliseconds a step (estimated)", 108.35, 100)


@given(experiments())
def test_it_is_known_before_the_network_is_there(recipe: Experiment) -> None:
    network = Trainer(recipe).network
    assert recipe.summary == network.summary()
    assert recipe.summary.parameters == network.parameters.size


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            Size(10, 10**6, 10**6, 100),
            "network must be at most 10 parameters; got 13, 1.3 times as many",
        ),
        (
            Size(10**6, 15, 10**6, 100),
            "network must be at most 15 activations a mini-batch; got 30, 2.0 times",
        ),
        (
            Size(10**6, 10**6, 100, 100),
            "at most 100 multiply-adds a step; got 135, 1.4 times as many",
        ),
        (
            Size(10**6, 10**6, 10**6, 0.01),
            "network must be at most 0.01 milliseconds a step (estimated); got 0.02, 2.0 times",
        ),
    ],
)
def test_too_large_is_refused_with_how_much(
    limits: Size, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tiny(units=(3,)).model_dump(mode="json")
    monkeypatch.setattr(experiment, "LIMITS", limits)
    with pytest.raises(ValidationError) as error:
        Experiment.model_validate_json(json.dumps(source))
    problem = explain(error.value, source)
    assert problem.field == "network"
    assert message in problem.message
