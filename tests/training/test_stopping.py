from __future__ import annotations

from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.nn.activations import ACTIVATIONS
from app.nn.optimizers import SGD, Adam, Momentum, Optimizer
from app.training import Experiment, Trainer
from app.training.experiment import StopRecipe
from tests.training.recipes import NO_STOP, tiny, with_training

FAST = [SGD(learning_rate=10), Momentum(learning_rate=10), Momentum(learning_rate=10, momentum=0.9)]


def code(trainer: Trainer) -> str | None:
    return trainer.stop_reason.code if trainer.stop_reason else None


def test_a_run_ends_at_its_number_of_epochs() -> None:
    trainer = Trainer(tiny(stop=StopRecipe(max_epochs=4)))
    assert trainer.step("epoch", 100) == 4
    assert (trainer.epoch, code(trainer)) == (4, "max_epochs")
    assert trainer.stop_reason is not None
    assert trainer.stop_reason.values == {"epochs": 4}
    assert "4 epochs" in trainer.stop_reason.message
    assert trainer.step("phase") == trainer.step() == trainer.step("epoch") == 0


def test_resuming_does_not_get_around_the_limit_but_raising_it_does() -> None:
    trainer = Trainer(tiny(stop=StopRecipe(max_epochs=2)))
    trainer.step("epoch", 9)
    trainer.resume()
    assert code(trainer) == "max_epochs"
    more = with_training(trainer.experiment, stop=StopRecipe(max_epochs=5))
    assert trainer.reconfigure(more)
    assert trainer.step("epoch", 9) == 3


def test_a_run_converges_when_the_test_loss_stops_falling() -> None:
    trainer = Trainer(
        tiny("plane", units=(), optimizer=SGD(learning_rate=0.01), stop=StopRecipe(patience=5))
    )
    trainer.step("epoch", 5000)
    assert code(trainer) == "converged"
    losses = [metrics.test_loss for _, _, metrics in trainer.history.records]
    assert len(losses) == trainer.epoch > 5
    assert min(losses[-5:]) > min(losses[:-5]) - 1e-5
    assert "5 epochs" in (trainer.stop_reason.message if trainer.stop_reason else "")


def test_a_converged_run_goes_on_when_asked() -> None:
    trainer = Trainer(
        tiny("plane", units=(), optimizer=SGD(learning_rate=0.01), stop=StopRecipe(patience=3))
    )
    trainer.step("epoch", 5000)
    epoch = trainer.epoch
    trainer.resume()
    assert trainer.stop_reason is None
    assert trainer.step("epoch", 5000) >= 3
    assert trainer.epoch > epoch


def diverge(experiment: Experiment) -> Trainer:
    trainer = Trainer(experiment)
    trainer.step("step", 3000)
    assert code(trainer) == "diverged"
    return trainer


def exploding(optimizer: Optimizer | None = None, stop: StopRecipe = NO_STOP) -> Experiment:
    return tiny(
        "diabetes",
        units=(8, 8),
        activation="relu",
        optimizer=optimizer or SGD(learning_rate=10),
        stop=stop,
    )


@pytest.mark.parametrize("optimizer", FAST)
def test_divergence_ends_the_run_with_good_numbers_left(optimizer: Optimizer) -> None:
    trainer = diverge(exploding(optimizer))
    assert np.isfinite(trainer.network.parameters).all()
    assert isfinite(trainer.batch_loss)
    assert trainer.stop_reason is not None
    assert trainer.stop_reason.values == {"step": trainer.steps}
    assert "smaller learning rate" in trainer.stop_reason.message


def test_divergence_is_told_the_same_phase_by_phase() -> None:
    whole = diverge(exploding())
    slow = Trainer(exploding())
    while slow.stop_reason is None:
        slow.step("phase")
    assert slow.stop_reason == whole.stop_reason
    np.testing.assert_array_equal(slow.network.parameters, whole.network.parameters)
    assert (slow.steps, slow.epoch, slow.phase) == (whole.steps, whole.epoch, whole.phase)


@pytest.mark.parametrize("optimizer", FAST)
@pytest.mark.parametrize("smaller", [SGD(learning_rate=1e-5), Momentum(learning_rate=1e-5), Adam()])
def test_a_smaller_rate_lets_a_diverged_run_go_on(optimizer: Optimizer, smaller: Optimizer) -> None:
    trainer = diverge(exploding(optimizer))
    steps = trainer.steps
    assert trainer.reconfigure(with_training(trainer.experiment, optimizer=smaller))
    assert trainer.stop_reason is None
    # The kept weights may already be large; what matters is that old momentum is forgotten.
    assert trainer.step("step", 5) == 5 or code(trainer) == "diverged"
    assert trainer.steps >= steps
    assert np.isfinite(trainer.network.parameters).all()


def test_the_history_goes_forward_after_a_divergence_too() -> None:
    # Of a linear network that diverges, the step before the end is still worth continuing.
    experiment = tiny(
        "diabetes", units=(), optimizer=SGD(learning_rate=0.8), batch_size=256, samples=20
    )
    trainer = diverge(experiment)
    trainer.reconfigure(with_training(trainer.experiment, optimizer=SGD(learning_rate=0.01)))
    trainer.step("epoch", 20)
    steps = [step for step, _, _ in trainer.history.records]
    assert steps == sorted(set(steps))
    assert all(isfinite(metrics.train_loss) for _, _, metrics in trainer.history.records)


@pytest.mark.parametrize(
    "stop", [StopRecipe(patience=1), StopRecipe(max_epochs=1), StopRecipe(max_epochs=2)]
)
@pytest.mark.parametrize("batch_size", [5, 50, 256])
def test_a_run_that_diverged_is_not_called_done(stop: StopRecipe, batch_size: int) -> None:
    trainer = Trainer(with_training(exploding(stop=stop), batch_size=batch_size))
    trainer.step("epoch", 50)
    assert np.isfinite(trainer.network.parameters).all()
    assert code(trainer) == "diverged" or isfinite(trainer.metrics.train_loss)


def test_a_run_that_diverges_goes_back_to_where_it_last_was_good() -> None:
    trainer = diverge(exploding())
    steps, parameters = trainer.steps, trainer.network.parameters.copy()
    again = Trainer(exploding())
    again.step("step", steps)
    assert (again.steps, again.epoch) == (steps, trainer.epoch)
    np.testing.assert_array_equal(again.network.parameters, parameters)


def test_a_run_that_cannot_go_on_stays_where_it_is() -> None:
    trainer = diverge(exploding())
    trainer.reconfigure(with_training(trainer.experiment, batch_size=3))
    steps, epoch = trainer.steps, trainer.epoch
    trainer.step("step", 100)
    assert code(trainer) == "diverged"
    assert (trainer.steps, trainer.epoch) >= (steps, epoch)


@given(
    activation=st.sampled_from(list(ACTIVATIONS)),
    rate=st.floats(0.1, 10),
    seed=st.integers(0, 1000),
    dataset=st.sampled_from(["diabetes", "plane", "circle", "iris"]),
    l2=st.sampled_from([0.0, 1.0]),
)
@settings(max_examples=60)
def test_whatever_happens_the_weights_that_are_kept_are_numbers(
    activation: str, rate: float, seed: int, dataset: str, l2: float
) -> None:
    trainer = Trainer(
        tiny(
            dataset,
            units=(6, 6, 6),
            activation=activation,
            optimizer=Momentum(learning_rate=rate),
            seed=seed,
            l2=l2,
        )
    )
    trainer.step("step", 100)
    if code(trainer) == "diverged":
        assert np.isfinite(trainer.network.parameters).all()
        assert isfinite(trainer.batch_loss)


@pytest.mark.parametrize("unit", ["phase", "step", "epoch"])
def test_without_points_there_is_nothing_to_learn(unit: str) -> None:
    trainer = Trainer(tiny("points"))
    assert code(trainer) == "no_data"
    trainer.resume()
    assert code(trainer) == "no_data"
    assert trainer.step(unit, 3) == 0  # type: ignore[arg-type]
    assert trainer.steps == 0


def test_one_point_is_enough_to_train() -> None:
    trainer = Trainer(tiny("points", points=[(1, 1, 1)]))
    assert trainer.step("epoch", 30) == 30
    assert trainer.metrics.train_accuracy == 1
