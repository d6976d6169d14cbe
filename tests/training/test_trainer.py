from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.nn.optimizers import SGD, Adam, Momentum
from app.training import Experiment, Metrics, Phase, Trainer
from app.training.experiment import StopRecipe
from app.training.history import CAPACITY, History
from app.training.phases import START, phases_of
from tests.training.recipes import experiments, tiny

STEPS_PER_EPOCH = 3
PHASES_PER_STEP = 7  # sample, 2 layers forward, loss, 2 layers backward, update


def same_bits(one: Trainer, other: Trainer) -> bool:
    return bool(np.array_equal(one.network.parameters, other.network.parameters, equal_nan=True))


@given(experiments())
def test_the_same_experiment_gives_the_same_run_to_the_bit(experiment: Experiment) -> None:
    one, other = Trainer(experiment), Trainer(experiment)
    for trainer in (one, other):
        trainer.step("epoch", 2)
        trainer.step("step", 1)
    assert same_bits(one, other)
    assert (one.steps, one.epoch) == (other.steps, other.epoch)
    # Written out, because what does not exist is NaN, which equals nothing.
    assert repr(one.history.records) == repr(other.history.records)
    assert one.stop_reason == other.stop_reason


@pytest.mark.parametrize("seed", [0, 2, 2**31 - 1])
def test_another_seed_gives_another_run(seed: int) -> None:
    one, other = Trainer(tiny()), Trainer(tiny(seed=seed))
    assert not same_bits(one, other)


@given(experiments(), st.integers(1, 5))
def test_phase_by_phase_is_the_same_as_whole_steps_to_the_bit(
    experiment: Experiment, steps: int
) -> None:
    whole, slow = Trainer(experiment), Trainer(experiment)
    made = whole.step("step", steps)
    slow.step("phase", made * len(phases_of(len(slow.network.layers))))
    assert same_bits(whole, slow)
    assert np.array_equal(whole.network.gradients, slow.network.gradients, equal_nan=True)
    assert (slow.phase, slow.epoch, slow.stop_reason) == (
        whole.phase,
        whole.epoch,
        whole.stop_reason,
    )


@pytest.mark.parametrize("optimizer", [SGD(), Momentum(), Adam()])
def test_phases_steps_and_epochs_can_be_mixed(optimizer: SGD | Momentum | Adam) -> None:
    experiment = tiny(optimizer=optimizer, l1=0.01, l2=0.1)
    straight, mixed = Trainer(experiment), Trainer(experiment)
    straight.step("epoch", 4)
    mixed.step("phase", 4)
    mixed.step("step")
    mixed.step("epoch")
    mixed.step("phase", PHASES_PER_STEP)
    mixed.step("step")
    mixed.step("epoch", 3)
    assert mixed.epoch == 4
    assert same_bits(straight, mixed)


def test_a_step_begins_at_the_start_and_goes_through_its_phases_in_order() -> None:
    trainer = Trainer(tiny())
    assert trainer.phase == START
    expected = [
        Phase("sample"),
        Phase("forward", 1),
        Phase("forward", 2),
        Phase("loss"),
        Phase("backward", 2),
        Phase("backward", 1),
        Phase("update"),
    ]
    for step in range(2):
        for index, phase in enumerate(expected):
            assert trainer.steps == step
            assert trainer.step("phase") == 1
            assert trainer.phase == phase
            assert trainer.steps == step + (index == len(expected) - 1)


@given(st.integers(1, 13))
def test_every_layer_has_its_phases(layers: int) -> None:
    phases = phases_of(layers)
    forward = [phase.layer for phase in phases if phase.kind == "forward"]
    backward = [phase.layer for phase in phases if phase.kind == "backward"]
    assert forward == list(range(1, layers + 1))
    assert backward == forward[::-1]
    assert len(phases) == 2 * layers + 3


def test_only_the_update_changes_parameters() -> None:
    trainer = Trainer(tiny())
    for _ in range(2):
        before = trainer.network.parameters.copy()
        for _ in range(PHASES_PER_STEP - 1):
            trainer.step("phase")
            np.testing.assert_array_equal(trainer.network.parameters, before)
        trainer.step("phase")
        assert not np.array_equal(trainer.network.parameters, before)


def test_a_begun_step_and_a_begun_epoch_are_finished() -> None:
    trainer = Trainer(tiny())
    trainer.step("phase", 3)
    assert trainer.step("step") == 1
    assert (trainer.steps, trainer.phase) == (1, Phase("update"))
    assert trainer.step("epoch") == 1
    assert (trainer.steps, trainer.epoch) == (STEPS_PER_EPOCH, 1)


def test_steps_and_epochs_are_counted() -> None:
    trainer = Trainer(tiny())
    assert (trainer.steps, trainer.epoch, trainer.steps_per_epoch) == (0, 0, STEPS_PER_EPOCH)
    for step in range(1, 10):
        assert trainer.step() == 1
        assert (trainer.steps, trainer.epoch) == (step, step // STEPS_PER_EPOCH)
    assert trainer.step("epoch", 5) == 5
    assert (trainer.steps, trainer.epoch) == (24, 8)


def test_there_is_no_batch_loss_before_the_first() -> None:
    trainer = Trainer(tiny())
    assert isnan(trainer.batch_loss)
    trainer.step()
    assert trainer.batch_loss > 0


@given(st.integers(1, 13), st.integers(0, 1000))
@settings(max_examples=25)
def test_an_epoch_visits_every_training_sample_once(batch_size: int, seed: int) -> None:
    # The parameters are put back after each step. So the gradient of a batch tells of nothing
    # but its samples, and those of an epoch add up to that of the whole training set.
    experiment = tiny("plane", units=(), batch_size=batch_size, seed=seed)
    trainer = Trainer(experiment)
    weights = trainer.network.parameters.copy()
    samples = trainer.dataset.train
    errors = samples.inputs @ weights[:-1] + weights[-1] - samples.targets[:, 0]
    expected = 2 * np.array([*(samples.inputs * errors[:, np.newaxis]).sum(axis=0), errors.sum()])
    for _ in range(2):
        total, left = np.zeros(3), len(samples)
        for _ in range(trainer.steps_per_epoch):
            trainer.step()
            size = min(batch_size, left)
            total += trainer.network.gradients * size
            trainer.network.parameters[...] = weights
            left -= size
        assert left == 0
        np.testing.assert_allclose(total, expected, rtol=1e-4, atol=1e-4)


def test_every_epoch_has_an_order_of_its_own() -> None:
    trainer = Trainer(tiny(optimizer=SGD(learning_rate=1e-5)))
    losses = []
    for _ in range(3):
        epoch = []
        for _ in range(STEPS_PER_EPOCH):
            trainer.step()
            epoch.append(round(trainer.batch_loss, 3))
        losses.append(epoch)
    assert losses[0] != losses[1] != losses[2]


def test_metrics_belong_to_the_present_parameters() -> None:
    trainer = Trainer(tiny("circle", samples=60))
    trainer.step("step", 7)
    network, data = trainer.network, trainer.dataset
    (first,), (last,) = network.views(network.parameters)

    def by_hand(inputs: np.ndarray, targets: np.ndarray) -> tuple[float, float]:
        z = np.tanh(inputs @ first[:, :-1].T + first[:, -1]) @ last[:, :-1].T + last[:, -1]
        p = 1 / (1 + np.exp(-z))
        loss = -np.mean(targets * np.log(p) + (1 - targets) * np.log(1 - p))
        return float(loss), float(np.mean((p > 0.5) == (targets > 0.5)))

    train = by_hand(data.train.inputs, data.train.targets)
    test = by_hand(data.test.inputs, data.test.targets)
    metrics = trainer.metrics
    assert (metrics.train_loss, metrics.test_loss) == pytest.approx((train[0], test[0]), rel=1e-5)
    assert (metrics.train_accuracy, metrics.test_accuracy) == pytest.approx((train[1], test[1]))
    trainer.step()
    assert trainer.metrics != metrics


def test_penalties_are_no_part_of_the_losses_that_are_shown() -> None:
    plain, priced = Trainer(tiny()), Trainer(tiny(l1=0.5, l2=0.5))
    assert plain.metrics == priced.metrics


def test_metrics_of_several_classes() -> None:
    trainer = Trainer(tiny("iris", units=()))
    trainer.step("epoch", 3)
    (parameters,) = trainer.network.views(trainer.network.parameters)[0]
    test = trainer.dataset.test
    z = test.inputs @ parameters[:, :-1].T + parameters[:, -1]
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    assert trainer.metrics.test_loss == pytest.approx(-np.mean((test.targets * log_p).sum(axis=1)))
    right = np.mean(z.argmax(axis=1) == test.targets.argmax(axis=1))
    assert trainer.metrics.test_accuracy == pytest.approx(right)
    predictions, targets = trainer.test_predictions()
    np.testing.assert_allclose(predictions.T, np.exp(log_p), atol=1e-5)
    np.testing.assert_array_equal(targets.T, test.targets)


def test_a_regression_has_no_accuracy() -> None:
    trainer = Trainer(tiny("diabetes"))
    trainer.step("epoch")
    assert isnan(trainer.metrics.train_accuracy)
    assert isnan(trainer.metrics.test_accuracy)
    predictions, targets = trainer.test_predictions()
    expected = np.mean((predictions - targets) ** 2)
    assert trainer.metrics.test_loss == pytest.approx(expected, rel=1e-5)


def test_asking_for_metrics_does_not_disturb_the_run() -> None:
    asked, left_alone = Trainer(tiny(optimizer=Adam())), Trainer(tiny(optimizer=Adam()))
    for _ in range(3 * PHASES_PER_STEP * STEPS_PER_EPOCH + 4):
        asked.step("phase")
        _ = asked.metrics
    left_alone.step("phase", 3 * PHASES_PER_STEP * STEPS_PER_EPOCH + 4)
    assert same_bits(asked, left_alone)


def test_history_has_a_record_an_epoch() -> None:
    trainer = Trainer(tiny(stop=StopRecipe(max_epochs=4)))
    seen = []
    while trainer.stop_reason is None:
        trainer.step("epoch")
        seen.append((trainer.steps, trainer.epoch, trainer.metrics))
    assert trainer.history.records == seen


@given(st.integers(1, 6000))
@settings(max_examples=20)
def test_history_is_thinned_evenly_and_bounded(epochs: int) -> None:
    history = History()
    for epoch in range(1, epochs + 1):
        history.append(epoch * 7, epoch, Metrics(train_loss=float(epoch)))
    kept = [epoch for _, epoch, _ in history.records]
    assert len(kept) <= CAPACITY
    assert len(kept) >= min(epochs, CAPACITY // 2)
    assert kept == list(range(history.stride, epochs + 1, history.stride))
    assert all(metrics.train_loss == epoch for _, epoch, metrics in history.records)


def test_metrics_that_do_not_exist_are_not_numbers() -> None:
    assert all(isnan(value) for value in vars(Metrics()).values())
    assert isnan(Metrics(train_loss=nan).train_loss)
