from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.nn.layers import Dense
from app.nn.optimizers import SGD, Adam, Momentum
from app.training import Experiment, Phase, Trainer
from app.training.experiment import StopRecipe
from tests.training.recipes import tiny, with_layers, with_training

A, B, C = Dense(units=4), Dense(units=3, activation="relu"), Dense(units=5)
NEW = Dense(units=6, activation="sigmoid")


def trained(*layers: Dense, dataset: str = "circle", steps: int = 7) -> Trainer:
    trainer = Trainer(with_layers(tiny(dataset, optimizer=Adam()), layers))
    trainer.step("step", steps)
    return trainer


def weights(trainer: Trainer) -> list[Any]:
    """The present parameters of every layer, output included; copies."""
    return [view.copy() for (view,) in trainer.network.views(trainer.network.parameters)]


def fresh(experiment: Experiment) -> list[Any]:
    return weights(Trainer(experiment))


RESET = {
    "dataset": {"noise": 0.2},
    "network": {"initializer": "he_normal"},
    "training": {"seed": 5},
}


@pytest.mark.parametrize("part", RESET)
def test_what_needs_a_new_run_is_refused_without_a_change(part: str) -> None:
    trainer = trained(A)
    before, experiment = weights(trainer), trainer.experiment
    recipe = getattr(experiment, part).model_copy(update=RESET[part])
    assert trainer.reconfigure(experiment.model_copy(update={part: recipe})) is False
    assert trainer.experiment is experiment
    np.testing.assert_array_equal(weights(trainer)[0], before[0])


@pytest.mark.parametrize(
    "changes",
    [
        {"batch_size": 3},
        {"batch_size": 256},
        {"l1": 0.1},
        {"l2": 0.1},
        {"optimizer": SGD(learning_rate=1.0)},
        {"optimizer": Momentum()},
        {"optimizer": Adam(learning_rate=0.1)},
        {"stop": StopRecipe(max_epochs=50)},
        {"stop": StopRecipe(patience=50)},
    ],
    ids=str,
)
def test_training_settings_change_while_the_run_goes_on(changes: dict[str, Any]) -> None:
    trainer = trained(A)
    before = trainer.network.parameters.copy()
    assert trainer.reconfigure(with_training(trainer.experiment, **changes)) is True
    assert trainer.steps == 7
    np.testing.assert_array_equal(trainer.network.parameters, before)
    assert trainer.step("epoch", 2) == 2
    assert not np.array_equal(trainer.network.parameters, before)


def test_changed_penalties_take_effect() -> None:
    free, priced = trained(A), trained(A)
    priced.reconfigure(with_training(priced.experiment, l2=1.0))
    for trainer in (free, priced):
        trainer.step("epoch", 30)
    assert np.abs(weights(priced)[0]).sum() < 0.7 * np.abs(weights(free)[0]).sum()


def test_another_rate_keeps_the_optimizers_memory() -> None:
    straight, touched = trained(A), trained(A)
    touched.reconfigure(with_training(touched.experiment, optimizer=Adam(learning_rate=0.5)))
    touched.reconfigure(with_training(touched.experiment, optimizer=Adam()))
    for trainer in (straight, touched):
        trainer.step("step", 5)
    np.testing.assert_array_equal(straight.network.parameters, touched.network.parameters)


def test_another_optimizer_begins_with_empty_memory() -> None:
    trainer = trained(A)
    trainer.reconfigure(with_training(trainer.experiment, optimizer=Momentum(learning_rate=0.1)))
    before = trainer.network.parameters.copy()
    trainer.step()
    expected = before - np.float32(0.1) * trainer.network.gradients
    np.testing.assert_allclose(trainer.network.parameters, expected, rtol=1e-6)


def test_after_another_batch_size_whole_epochs_follow() -> None:
    trainer = trained(A)
    trainer.reconfigure(with_training(trainer.experiment, batch_size=2))
    assert trainer.steps_per_epoch == 7
    epoch, steps = trainer.epoch, trainer.steps
    trainer.step("epoch")
    assert (trainer.epoch, trainer.steps) == (epoch + 1, steps + 7)


def test_changed_layers_have_no_gradients_to_show_before_their_first_pass() -> None:
    trainer = trained(A)
    trainer.reconfigure(with_layers(trainer.experiment, [A, B]))
    assert trainer.phase == Phase("start")
    assert np.isnan(trainer.batch_loss)
    trainer.step()
    assert trainer.phase == Phase("update")
    assert np.isfinite(trainer.batch_loss)


def test_the_same_layers_keep_the_gradients_of_their_latest_pass() -> None:
    trainer = trained(A)
    gradients, loss = trainer.network.gradients.copy(), trainer.batch_loss
    trainer.reconfigure(with_training(trainer.experiment, l2=0.1))
    assert trainer.phase == Phase("update")
    assert trainer.batch_loss == loss
    np.testing.assert_array_equal(trainer.network.gradients, gradients)


def test_a_half_made_step_is_dropped() -> None:
    trainer = trained(A)
    trainer.step("phase", 3)
    trainer.reconfigure(with_training(trainer.experiment, l2=0.1))
    assert trainer.phase == Phase("start")
    trainer.step("phase")
    assert trainer.phase == Phase("sample")


def change(trainer: Trainer, *layers: Dense) -> tuple[list[Any], list[Any], list[Any]]:
    """Weights before, after, and of a fresh network of the new shape."""
    before = weights(trainer)
    assert trainer.reconfigure(with_layers(trainer.experiment, layers)) is True
    return before, weights(trainer), fresh(trainer.experiment)


def test_a_layer_added_at_the_end_leaves_the_others_theirs() -> None:
    before, after, new = change(trained(A, B), A, B, NEW)
    np.testing.assert_array_equal(after[0], before[0])
    np.testing.assert_array_equal(after[1], before[1])
    np.testing.assert_array_equal(after[2], new[2])
    # The output reads more units now: those it had keep their weights, and so does its bias.
    np.testing.assert_array_equal(after[3][:, :3], before[2][:, :3])
    np.testing.assert_array_equal(after[3][:, 3:-1], new[3][:, 3:-1])
    np.testing.assert_array_equal(after[3][:, -1], before[2][:, -1])


def test_a_layer_added_at_the_beginning_leaves_the_others_theirs() -> None:
    before, after, new = change(trained(A, B), NEW, A, B)
    np.testing.assert_array_equal(after[0], new[0])
    np.testing.assert_array_equal(after[1][:, -1], before[0][:, -1])
    np.testing.assert_array_equal(after[2], before[1])
    np.testing.assert_array_equal(after[3], before[2])


def test_a_layer_added_in_the_middle_leaves_the_others_theirs() -> None:
    before, after, new = change(trained(A, B), A, NEW, B)
    np.testing.assert_array_equal(after[0], before[0])
    np.testing.assert_array_equal(after[1], new[1])
    np.testing.assert_array_equal(after[2][:, -1], before[1][:, -1])
    np.testing.assert_array_equal(after[3], before[2])


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_removed_layer_leaves_the_others_theirs(gone: int) -> None:
    layers = [A, B, C]
    del layers[gone]
    before, after, _ = change(trained(A, B, C), *layers)
    kept = [index for index in range(4) if index != gone]
    for index, old in enumerate(kept):
        rows = min(after[index].shape[0], before[old].shape[0])
        columns = min(after[index].shape[1], before[old].shape[1]) - 1
        np.testing.assert_array_equal(after[index][:rows, :columns], before[old][:rows, :columns])
        np.testing.assert_array_equal(after[index][:rows, -1], before[old][:rows, -1])


@pytest.mark.parametrize("units", [1, 3, 9])
def test_a_resized_layer_keeps_what_fits(units: int) -> None:
    before, after, new = change(trained(A, B), Dense(units=units), B)
    shared = min(units, 4)
    np.testing.assert_array_equal(after[0][:shared], before[0][:shared])
    np.testing.assert_array_equal(after[0][shared:], new[0][shared:])
    np.testing.assert_array_equal(after[1][:, :shared], before[1][:, :shared])
    np.testing.assert_array_equal(after[1][:, shared:-1], new[1][:, shared:-1])
    np.testing.assert_array_equal(after[1][:, -1], before[1][:, -1])
    np.testing.assert_array_equal(after[2], before[2])


def test_another_activation_keeps_all_weights() -> None:
    before, after, _ = change(trained(A, B), Dense(units=4, activation="relu"), B)
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dataset", ["circle", "iris", "diabetes"])
def test_all_layers_can_go_and_come(dataset: str) -> None:
    trainer = trained(A, B, dataset=dataset)
    change(trainer)
    trainer.step("epoch", 2)
    change(trainer, *[A] * 12)
    assert trainer.step("epoch", 2) == 2
    assert trainer.steps > 7
    assert len(trainer.network.layers) == 13


def test_position_and_history_are_kept() -> None:
    trainer = trained(A, B)
    records = list(trainer.history.records)
    change(trainer, A, B, NEW)
    assert (trainer.steps, trainer.epoch) == (7, 2)
    assert trainer.history.records == records
    # The epoch that had begun ends where it would have ended.
    trainer.step("epoch")
    assert (trainer.steps, trainer.epoch) == (9, 3)


def test_metrics_are_those_of_the_new_network() -> None:
    trainer = trained(A, B)
    before = trainer.metrics
    change(trainer, A, B, NEW)
    assert trainer.metrics != before
