from __future__ import annotations

import json

import pytest
from hypothesis import given
from pydantic import ValidationError

from app.training import Experiment, Trainer, experiment
from app.training.problems import explain
from app.training.size import Size, size_of
from tests.training.recipes import experiments, tiny


def test_what_a_step_needs() -> None:
    # 2-3-1: 9 + 4 parameters, 2 + 3 + 1 numbers a sample, 6 + 3 products forward.
    assert size_of(tiny(units=(3,)).summary, 5) == Size(13, 6 * 5, 9 * 5 * 3)


@given(experiments())
def test_it_is_known_before_the_network_is_there(recipe: Experiment) -> None:
    network = Trainer(recipe).network
    assert recipe.summary == network.summary()
    assert recipe.summary.parameters == network.parameters.size


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            Size(10, 10**6, 10**6),
            "network must be at most 10 parameters; got 13, 1.3 times as many",
        ),
        (
            Size(10**6, 15, 10**6),
            "network must be at most 15 activations a mini-batch; got 30, 2.0 times",
        ),
        (Size(10**6, 10**6, 100), "at most 100 multiply-adds a step; got 135, 1.4 times as many"),
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
