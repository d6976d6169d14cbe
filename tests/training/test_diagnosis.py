from __future__ import annotations

import pytest

from app.training import Experiment, Trainer, example_on
from app.training.diagnosis import PROBLEMS, Evidence, Finding, diagnose
from app.training.diagnosis.evidence import began, chance_loss, lately, smoothed
from tests.training import ailing
from tests.training.ailing import recipe
from tests.training.recipes import HERE, with_training

LOOKS = (1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200)
"""Epochs at which a run is looked at."""


def looked_at(experiment: Experiment, most: int = 200) -> list[tuple[int, Finding]]:
    """All that is found in a run, with the epoch at which it is."""
    trainer, found = Trainer(experiment), []
    for epoch in LOOKS:
        if epoch > most or trainer.stop_reason is not None:
            break
        trainer.step("epoch", epoch - trainer.epoch)
        found += [(epoch, finding) for finding in diagnose(trainer)]
    return found


def first(experiment: Experiment, code: str, most: int = 200) -> Finding:
    """The problem of this name, as soon as it is found."""
    return next(found for _, found in looked_at(experiment, most) if found.code == code)


LONG = ("mnist", "shapes", "shapes_detection")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name in LONG else [])
        for name in HERE
        if name != "points"
    ],
)
def test_nothing_goes_wrong_in_the_examples(name: str) -> None:
    most = {"digits": 50, "mnist": 6}.get(name, 200)
    assert looked_at(example_on(name), most) == []


@pytest.mark.parametrize(
    "experiment",
    [
        with_training(example_on("xor"), seed=2),
        with_training(example_on("xor"), seed=3),
        with_training(example_on("spiral"), seed=3),
        recipe("circle", (4, 2), "relu"),
        recipe("circle", (4, 2), "sigmoid", rate=0.3),
        recipe("circle", (4, 2), "tanh", rate=0.3),
        recipe("moons", (4, 2), "tanh", rate=0.003),
        recipe("moons", (8, 8), "leaky_relu"),
        recipe("circle", (8,) * 10, "tanh"),
        recipe("gaussians", (16,) * 6, "relu", optimizer="adam", rate=0.003),
        recipe("circle", (4, 2), "tanh", optimizer="momentum", rate=0.01),
        recipe("xor", (8, 8), "tanh", optimizer="rmsprop", rate=0.005),
        recipe("two_gaussians", (), "tanh"),
    ],
)
def test_nothing_goes_wrong_in_other_networks_that_learn(experiment: Experiment) -> None:
    assert looked_at(experiment) == []


@pytest.mark.parametrize(
    ("experiment", "code", "layers"),
    [
        (ailing.EXPLODING, "exploding", (1, 2, 3)),
        (ailing.DIVERGING, "exploding", (1, 2, 3)),
        (recipe("diabetes", (16, 16), "relu", rate=0.5), "exploding", (1, 2, 3)),
        (ailing.DEAD, "dead", (2, 3)),
        (recipe("circle", (8, 8), "relu", optimizer="adam", rate=1.0), "dead", (1, 2)),
        (ailing.VANISHING, "vanishing", (1,)),
        (recipe("spiral", (8,) * 10, "sigmoid", optimizer="adam", rate=0.003), "vanishing", (1,)),
        (ailing.SATURATED, "saturation", (1, 2)),
        (recipe("digits", (32,), "tanh", rate=3.0), "saturation", (1,)),
        (ailing.OVERFITTING, "overfitting", (None,)),
        (
            recipe("spiral", (32, 32), "relu", optimizer="adam", rate=0.01, samples=60, noise=0.4),
            "overfitting",
            (None,),
        ),
        (ailing.RATE_HIGH, "rate_high", (None,)),
        (recipe("circle", (4, 2), "tanh", rate=3.0), "rate_high", (None,)),
        (ailing.RATE_LOW, "rate_low", (None,)),
        (recipe("spiral", (8, 8), "tanh", optimizer="adam", rate=1e-5), "rate_low", (None,)),
    ],
)
def test_a_problem_is_found_where_it_is(
    experiment: Experiment, code: str, layers: tuple[int | None, ...]
) -> None:
    found = first(experiment, code, most=50)
    assert found.layer in layers
    assert 0 <= found.before < found.since or found.since == found.before == 0
    assert found.remedy is not None
    assert found.remedy.experiment != experiment


@pytest.mark.parametrize(
    ("experiment", "code", "epochs"),
    [
        (ailing.EXPLODING, "exploding", 40),
        (ailing.DIVERGING, "exploding", 40),
        (ailing.DEAD, "dead", 80),
        (ailing.VANISHING, "vanishing", 80),
        (ailing.SATURATED, "saturation", 40),
        (ailing.RATE_HIGH, "rate_high", 80),
        (recipe("moons", (8, 8), "relu", rate=0.00001), "rate_low", 80),
    ],
)
def test_with_the_remedy_it_learns(experiment: Experiment, code: str, epochs: int) -> None:
    found = first(experiment, code)
    assert found.remedy is not None
    trainer = Trainer(experiment)
    trainer.step("step", found.before)
    if found.remedy.fresh or not trainer.steps:
        trainer = Trainer(found.remedy.experiment)
    else:
        assert trainer.reconfigure(found.remedy.experiment)
    trainer.step("epoch", epochs)
    assert trainer.metrics.train_loss < 0.8 * chance_loss(trainer.dataset)
    assert code not in [found.code for found in diagnose(trainer)]


def test_a_penalty_keeps_the_test_loss_low() -> None:
    found = first(ailing.OVERFITTING, "overfitting")
    assert found.remedy is not None
    trainer, other = Trainer(ailing.OVERFITTING), Trainer(ailing.OVERFITTING)
    for run in (trainer, other):
        run.step("step", found.before)
    assert trainer.reconfigure(found.remedy.experiment)
    for run in (trainer, other):
        run.step("epoch", 80)
    assert trainer.metrics.test_loss < 0.5 * other.metrics.test_loss


def test_the_dead_are_dead_indeed() -> None:
    trainer = Trainer(ailing.DEAD)
    trainer.step("epoch", 2)
    (dead,) = [found for found in diagnose(trainer) if found.code == "dead"]
    passed = trainer.train_pass()
    assert passed is not None
    assert dead.layer is not None
    silent = (passed.layers[dead.layer - 1].output == 0).all(axis=1)
    assert (dead.values["dead"], dead.values["units"]) == (silent.sum(), len(silent))
    before = Trainer(ailing.DEAD)
    before.step("step", dead.before)
    assert "dead" not in [found.code for found in diagnose(before)]


def test_a_change_while_it_runs_is_where_one_goes_back_to() -> None:
    trainer = Trainer(recipe("spiral", (8, 8), "relu"))
    trainer.step("epoch", 20)
    assert diagnose(trainer) == []
    changed = trainer.steps
    assert trainer.reconfigure(recipe("spiral", (8, 8), "relu", rate=10.0))
    trainer.step("epoch", 2)
    found = diagnose(trainer)[0]
    assert found.code in ("dead", "exploding")
    assert changed // 2 < found.before <= changed + 2 < found.since + 2


def test_all_problems_have_other_names_and_all_is_json() -> None:
    import json

    for code, experiment in {
        "exploding": ailing.EXPLODING,
        "dead": ailing.DEAD,
        "rate_low": ailing.RATE_LOW,
    }.items():
        found = first(experiment, code)
        assert json.loads(json.dumps(found.to_json(), allow_nan=False))["code"] == code
    assert len(PROBLEMS) == 7


def test_nothing_is_found_where_nothing_was_recorded() -> None:
    for name in ("circle", "points", "diabetes"):
        assert diagnose(Trainer(example_on(name))) == []


def test_chance_is_what_a_constant_answer_loses() -> None:
    assert chance_loss(Trainer(example_on("circle")).dataset) == pytest.approx(0.69, 0.02)
    assert chance_loss(Trainer(example_on("digits")).dataset) == pytest.approx(2.30, 0.01)
    targets = Trainer(example_on("diabetes")).dataset.train.targets
    evidence = Evidence(Trainer(example_on("diabetes")))
    assert evidence.chance == pytest.approx(float(targets.var()))


def test_runs_of_flags() -> None:
    import numpy as np

    assert began([False, True, False, True, True]) == 3
    assert began([True, True]) == 0
    assert began([True, False]) is None
    assert began([]) is None
    flags = np.array([False, True, False, False, False])
    assert lately(flags, 3).tolist() == [False, True, True, True, False]
    assert smoothed(np.array([1.0, 9, 1, 1, 9]), 3).tolist() == [1, 1, 1, 1, 1]
