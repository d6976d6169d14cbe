from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from app.nn.layers import Dense
from app.nn.optimizers import SGD
from app.training import Snapshot, SnapshotError, Trainer, example_on
from app.training.statistics import CAPACITY, MOMENT, QUANTITIES, Statistics
from tests.training.recipes import tiny, with_layers, with_training


def rows(trainer: Trainer) -> list[dict[str, np.ndarray]]:
    """Each record's quantities by name, a number a layer."""
    return [
        dict(zip(QUANTITIES, record.layers.T, strict=True)) for record in trainer.statistics.records
    ]


def steps(trainer: Trainer) -> list[int]:
    return [record.step for record in trainer.statistics.records]


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_a_record_holds_what_the_network_has(activation: str) -> None:
    trainer = Trainer(tiny(units=(5, 4), activation=activation, optimizer=SGD(0.5)))
    trainer.step("epoch", 2)
    # The next record's step, made by hand.
    while trainer.steps + 1 < trainer.statistics.next or (trainer.steps + 1) % 3:
        trainer.step()
    before = [w.copy() for (w,) in trainer.network.views(trainer.network.parameters)]
    trainer.step()
    record, moment = rows(trainer)[-1], trainer.statistics.records[-1]
    assert moment.step == trainer.steps
    assert moment.moment[MOMENT.index("train_loss")] == trainer.metrics.train_loss
    values = trainer.dataset.train.inputs.astype(np.float64)
    functions: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "relu": lambda z: np.maximum(z, 0),
        "tanh": np.tanh,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    }
    after = [w for (w,) in trainer.network.views(trainer.network.parameters)]
    gradients = [g for (g,) in trainer.network.views(trainer.network.gradients)]
    for layer, (old, new, gradient) in enumerate(zip(before, after, gradients, strict=True)):
        z = values @ new[:, :-1].T.astype(np.float64) + new[:, -1]
        hidden = layer < 2
        values = functions[activation if hidden else "sigmoid"](z)
        close = pytest.approx
        assert record["activation_mean"][layer] == close(values.mean(), abs=1e-5)
        assert record["activation_std"][layer] == close(values.std(), abs=1e-5)
        for q in (5, 25, 50, 75, 95):
            ordered = np.sort(values.ravel())
            wanted = ordered[round(q / 100 * (ordered.size - 1))]
            assert record[f"activation_{q}"][layer] == close(wanted, abs=1e-5)
        sizes = np.sort(np.abs(gradient).ravel())
        assert record["gradient_50"][layer] == sizes[round((sizes.size - 1) / 2)]
        assert record["gradient_rms"][layer] == close(np.sqrt(np.mean(sizes.astype(float) ** 2)))
        change, weights = (new - old)[:, :-1], old[:, :-1]
        ratio = np.linalg.norm(change) / np.linalg.norm(weights)
        assert record["update_ratio"][layer] == close(ratio, rel=1e-4)
        assert record["weight_norm"][layer] == close(np.linalg.norm(new[:, :-1]), rel=1e-5)
        if hidden and activation == "relu":
            assert record["dead"][layer] == np.mean((values == 0).all(axis=0))
        else:
            assert np.isnan(record["dead"][layer])
        assert np.isnan(record["saturated"][layer]) == (not hidden or activation == "relu")


@pytest.mark.parametrize(("activation", "slope"), [("tanh", 1.0), ("sigmoid", 0.25)])
def test_saturated_is_where_the_slope_is_almost_0(activation: str, slope: float) -> None:
    trainer = Trainer(tiny(units=(6,), activation=activation, optimizer=SGD(1e-5)))
    (weights,), _ = trainer.network.views(trainer.network.parameters)
    weights[:, :-1] = 0
    weights[:, -1] = [0, 0.5, 1, 2, 4, -8]
    trainer.step("step", 1)
    passed = trainer.train_pass()
    assert passed is not None
    a = passed.layers[0].output[:, 0].astype(np.float64)
    slopes = 1 - a**2 if activation == "tanh" else a * (1 - a)
    assert rows(trainer)[0]["saturated"][0] == np.mean(slopes < 0.05 * slope)


def test_records_grow_rarer_and_stand_at_ends_of_epochs() -> None:
    trainer = Trainer(tiny(batch_size=1, samples=40))  # 20 steps an epoch
    trainer.step("epoch", 400)
    found = steps(trainer)
    assert found[:5] == [1, 2, 4, 8, 16]
    assert all(step % 20 == 0 or step & (step - 1) == 0 for step in found)
    assert all(after - before >= before // 16 for before, after in itertools.pairwise(found))
    assert len(found) < 120


def test_equal_runs_have_equal_records_however_they_were_made() -> None:
    whole, parts = Trainer(tiny()), Trainer(tiny())
    whole.step("epoch", 30)
    while parts.epoch < 10:
        parts.step("phase", 7)
    parts = Trainer.from_snapshot(Snapshot.from_bytes(parts.snapshot().to_bytes()))
    parts.step("epoch", 30 - parts.epoch)
    assert np.array_equal(whole.statistics.to_array(), parts.statistics.to_array(), equal_nan=True)


def test_there_are_never_too_many() -> None:
    trainer = Trainer(tiny())
    for change in range(60):
        trainer.step("epoch", 12)
        assert trainer.reconfigure(with_training(trainer.experiment, l2=change * 1e-6))
    assert 100 < len(trainer.statistics.records) <= CAPACITY
    assert steps(trainer) == sorted(set(steps(trainer)))


def test_after_a_change_it_records_densely_again() -> None:
    trainer = Trainer(tiny())
    trainer.step("epoch", 300)
    changed = trainer.steps
    assert trainer.reconfigure(with_training(trainer.experiment, l2=0.1))
    trainer.step("step", 8)
    assert [step for step in steps(trainer) if step > changed] == [
        step
        for step in range(changed + 1, changed + 9)
        if step - changed in (1, 2, 4, 8) or step % 3 == 0
    ]


def test_a_run_that_diverges_forgets_what_it_goes_back_from() -> None:
    trainer = Trainer(tiny("diabetes", units=(4,), activation="linear", optimizer=SGD(10.0)))
    trainer.step("epoch", 5)
    assert trainer.stop_reason is not None
    found = trainer.statistics.records
    assert all(record.step <= trainer.steps for record in found)


def test_records_of_other_numbers_of_layers_are_kept() -> None:
    trainer = Trainer(tiny(units=(3,)))
    trainer.step("epoch", 3)
    assert trainer.reconfigure(with_layers(trainer.experiment, [Dense(3), Dense(2)]))
    trainer.step("epoch", 3)
    array = trainer.statistics.to_array()
    restored = Statistics()
    restored.restore(array)
    assert {len(record.layers) for record in restored.records} == {2, 3}
    assert np.array_equal(restored.to_array(), array, equal_nan=True)


@pytest.mark.parametrize("array", [np.zeros(3), np.zeros((0, 20)), np.zeros((2, 3))])
def test_what_is_no_record_is_refused(array: np.ndarray) -> None:
    with pytest.raises(SnapshotError, match="no statistics"):
        Statistics().restore(array)


def test_without_samples_nothing_is_recorded() -> None:
    trainer = Trainer(example_on("points"))
    trainer.step("epoch", 3)
    assert trainer.statistics.records == []
    assert trainer.train_pass() is None
